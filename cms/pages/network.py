from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from .happening import ContactMixin, HappeningPage


class NetworkPage(HappeningPage):
    """What a network is and whom it is for. Its meetings, members, minutes and files are records, and not here."""

    content_panels: ClassVar[list[Any]] = [*HappeningPage.content_panels, *ContactMixin.contact_panels]
    parent_page_types: ClassVar[list[str]] = ["cms.EventCalendarPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")
