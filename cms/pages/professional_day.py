from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from .happening import OccurrencePage


class ProfessionalDayPage(OccurrencePage):
    """A professional day, or another gathering with a day of its own."""

    parent_page_types: ClassVar[list[str]] = ["cms.EventCalendarPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("professional day")
        verbose_name_plural = _("professional days")
