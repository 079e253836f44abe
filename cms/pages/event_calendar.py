from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ..hook_points import event_listing
from .base import LeadMixin, SitePage


class EventCalendarPage(LeadMixin, SitePage):
    """All that takes place, as a list, by month and by distance; pages of what has one stand below it."""

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, *LeadMixin.lead_panels]
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.ConferenceSeriesPage", "cms.ProfessionalDayPage", "cms.NetworkPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("event calendar")
        verbose_name_plural = _("event calendars")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["panels"] = event_listing.render(request)
        return context
