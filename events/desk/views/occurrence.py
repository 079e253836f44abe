"""The page of one occurrence, made of panels, and what is changed beside its steps."""

from typing import Any

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from cms.sections import sections_in

from ...domain.changing import version_of
from ...domain.details import change_details, set_join_link
from ...domain.recurring import drafts_to_open, open_drafts
from ...domain.series import change_series
from ...models import JoinLink, Series
from ...words import when_in_words
from ..forms.occurrence import DetailsForm, JoinLinkForm, SeriesForm
from ..panels import occurrence_panels
from ..refusals import KNOWN, in_words
from .base import FormPage, OfEvents, OfOccurrence


class OccurrenceView(OfOccurrence, TemplateView):
    http_method_names = ["get", "head", "options"]
    template_name = "desk/occurrence.html"

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.page_title = self.occurrence.title

    def way(self) -> list[dict[str, Any]]:
        return super().way()[:1]

    def get_page_subtitle(self) -> str:
        """Its title stands before it already, in the browser's too."""
        return when_in_words(self.occurrence)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        panels = occurrence_panels.render(self.request, occurrence=self.occurrence)
        about = {"panels": panels, "page_sections": sections_in(panels)}
        return {**super().get_context_data(**kwargs), **about}


class DetailsView(OfOccurrence, FormPage):
    form_class = DetailsForm
    page_title = _("Change details")
    header_icon = "edit"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.occurrence}

    def get_initial(self) -> dict[str, Any]:
        return {"seen": version_of(self.occurrence)}

    def form_valid(self, form: DetailsForm) -> HttpResponse:
        values = {"seen": form.cleaned_data["seen"], "by": self.request.user, "at": self.at}
        try:
            change_details(occurrence=self.occurrence, details=form.details, **values)
        except KNOWN as error:
            return self.refuse(form, *in_words(error))
        success(self.request, _now("The details are changed."))
        return redirect(self.page_url)


class JoinLinkView(OfOccurrence, FormPage):
    form_class = JoinLinkForm
    page_title = _("Where it is held online")
    header_icon = "link"

    @cached_property
    def link(self) -> JoinLink | None:
        return getattr(self.occurrence, "join_link", None)

    def get_initial(self) -> dict[str, Any]:
        return {"url": self.link.url, "opens_minutes": self.link.opens_minutes} if self.link else {}

    def form_valid(self, form: JoinLinkForm) -> HttpResponse:
        set_join_link(occurrence=self.occurrence, **form.cleaned_data, by=self.request.user, at=self.at)
        success(self.request, _now("The address is saved. Only participants are let through to it."))
        return redirect(self.page_url)


class SeriesView(OfEvents, FormPage):
    """What a series is called and for whom it is, and its occurrences."""

    template_name = "desk/series.html"
    form_class = SeriesForm
    page_title = _("Series")
    series: Series

    def find(self, **kwargs: Any) -> None:
        self.series = get_object_or_404(Series, pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.series.title

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.series, name) for name in ("titles", "county", "members_only")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.series.occurrences.select_related("series").order_by("-starts_at")[:100]
        drafts = drafts_to_open(self.series, at=self.at).count()
        return {**super().get_context_data(**kwargs), "series": self.series, "occurrences": rows, "drafts": drafts}

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if "open" not in request.POST:
            return super().post(request, *args, **kwargs)
        opened = len(open_drafts(series=self.series, by=request.user, at=self.at))
        text = ngettext("Sign-up is open for %(number)s event.", "Sign-up is open for %(number)s events.", opened)
        success(request, text % {"number": opened})
        return redirect("events_admin:series", pk=self.series.pk)

    def form_valid(self, form: SeriesForm) -> HttpResponse:
        try:
            change_series(series=self.series, about=form.about, by=self.request.user, at=self.at)
        except KNOWN as error:
            return self.refuse(form, *in_words(error))
        success(self.request, _now("The series is changed."))
        return redirect("events_admin:series", pk=self.series.pk)
