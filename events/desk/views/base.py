"""What every page of the desk shares: who may see it, and where it stands."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import clock

from ...models import Occurrence
from ...rules import may_run_events
from ...words import when_in_words
from ..panels import tabs_of


class OfEvents(WagtailAdminTemplateMixin):
    """For those who run events."""

    request: Any
    header_icon = "date"
    page_title: Any = _("Events")
    # Said here, for Wagtail's mixin has one of its own that shows nothing.
    template_name: str | None = "desk/form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_run_events(request.user):
            raise PermissionDenied
        self.at = clock.now()
        self.find(**kwargs)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def find(self, **kwargs: Any) -> None:
        """What the page is about, before anything else."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, *self.way(), {"url": "", "label": str(self.page_title)}]

    def way(self) -> list[dict[str, Any]]:
        return [{"url": reverse("events_admin:occurrences"), "label": _("Events")}]


class OfOccurrence(OfEvents):
    """A page about one occurrence."""

    occurrence: Occurrence

    def find(self, **kwargs: Any) -> None:
        self.occurrence = occurrence_or_404(kwargs["pk"])

    def way(self) -> list[dict[str, Any]]:
        return [*super().way(), {"url": self.page_url, "label": self.occurrence.title}]

    @property
    def page_url(self) -> str:
        return occurrence_page(self.occurrence)

    def get_page_subtitle(self) -> str:
        return f"{self.occurrence.title}, {when_in_words(self.occurrence)}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tabs = tabs_of(self.request, self.occurrence)
        about = {"occurrence": self.occurrence, "back": self.page_url, "tabs": tabs}
        return {**super().get_context_data(**kwargs), **about}


class FormPage(WagtailAdminTemplateMixin, FormView):
    """A form that was filled in wrongly comes back with what is wrong, and says so by its status.

    Built on the admin's mixin, so that its template comes before the mixin's own, which shows nothing.
    """

    http_method_names = ["get", "head", "options", "post"]
    verb_words: Any = _("Save")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "verb_words": self.verb_words}

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def refuse(self, form: BaseForm, field: str | None, words: Any) -> HttpResponse:
        """Say what the verb found wrong where it was written."""
        form.add_error(field, words)
        return self.form_invalid(form)


def occurrence_or_404(pk: int) -> Occurrence:
    related = ("series", "municipality__county", "course", "join_link")
    return get_object_or_404(Occurrence.objects.select_related(*related), pk=pk)


def occurrence_page(occurrence: Occurrence) -> str:
    return reverse("events_admin:occurrence", args=[occurrence.pk])
