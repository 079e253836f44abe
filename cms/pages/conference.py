from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from .happening import ContactMixin, HappeningPage, OccurrencePage


class ConferenceSeriesPage(HappeningPage):
    """A conference that comes again: what it is, the next one, and the archive of earlier years."""

    content_panels: ClassVar[list[Any]] = [*HappeningPage.content_panels, *ContactMixin.contact_panels]
    parent_page_types: ClassVar[list[str]] = ["cms.EventCalendarPage"]
    subpage_types: ClassVar[list[str]] = ["cms.ConferencePage"]

    class Meta:
        verbose_name = _("conference with its years")
        verbose_name_plural = _("conferences with their years")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        years = ConferencePage.objects.live().public().child_of(self).order_by("-year", "-pk")
        context["years"] = years.defer("body", "practical", "partners")
        return context


class ConferencePage(OccurrencePage):
    """The conference of one year."""

    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1990)])

    content_panels: ClassVar[list[Any]] = [
        *OccurrencePage.content_panels[:1],
        FieldPanel("year"),
        *OccurrencePage.content_panels[1:],
    ]
    parent_page_types: ClassVar[list[str]] = ["cms.ConferenceSeriesPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("conference of a year")
        verbose_name_plural = _("conferences of a year")

    @property
    def title_has_year(self) -> bool:
        return str(self.year) in self.title
