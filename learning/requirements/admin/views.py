"""Requirements and how all organisations stand, in the admin."""

from typing import Any

from django.contrib.messages import info, success
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import audit, clock
from cms.exports import csv_response
from cms.people.models import User
from cms.people.requests import SignedInRequest

from ..centre import Wanted, as_lines, overview, seats
from ..chart import chart_of
from ..demands import demands_on
from ..domain.requirements import (
    ChangedMeanwhile,
    Contradiction,
    NothingChanged,
    change_requirement,
    define_requirement,
)
from ..models import Requirement
from ..rules import may_define_requirements, may_see_all_standings
from .forms import OverviewForm, RequirementForm
from .words import what_is_wrong

A_PAGE = 50


class _OfRequirements(WagtailAdminTemplateMixin):
    """A page for those who define what is asked."""

    request: Any
    header_icon = "tasks"
    page_title = _("Requirements")

    def may(self) -> bool:
        return may_define_requirements(self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.request = request
        if not self.may():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        way = {"url": reverse("requirements_admin:requirements"), "label": _now("Requirements")}
        here = {"url": "", "label": str(self.page_title)}
        return [*self.breadcrumbs_items, way, here]


class RequirementsView(_OfRequirements, TemplateView):
    """The list; auditors read it too."""

    http_method_names = ["get", "head", "options"]
    template_name = "requirements/admin/requirements.html"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]

    def may(self) -> bool:
        return may_see_all_standings(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Requirement.objects.select_related("current").order_by("pk")
        about = {"requirements": rows, "today": clock.today(), "may_define": may_define_requirements(self.request.user)}
        return super().get_context_data(**kwargs) | about


class NewRequirementView(_OfRequirements, FormView):
    request: SignedInRequest
    template_name = "requirements/admin/requirement.html"
    form_class = RequirementForm
    page_title = _("New requirement")

    def get_initial(self) -> dict[str, Any]:
        return {"valid_from": clock.today()}

    def form_valid(self, form: RequirementForm) -> HttpResponse:
        try:
            requirement = define_requirement(terms=form.terms(), by=self.request.user, at=clock.now())
        except Contradiction as wrong:
            return self.say(form, wrong)
        success(self.request, _now("“%(name)s” is asked from now on.") % {"name": requirement})
        return redirect("requirements_admin:requirements")

    def say(self, form: RequirementForm, wrong: Contradiction) -> HttpResponse:
        form.add_error(wrong.field if wrong.field in form.fields else None, what_is_wrong(wrong.field))
        return self.form_invalid(form)

    def form_invalid(self, form: RequirementForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class RequirementView(NewRequirementView):
    """One requirement: the form that writes the next version, and every version there was."""

    page_title = _("Change requirement")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = Requirement.objects.select_related("current").filter(current__isnull=False)
        self.requirement = get_object_or_404(rows, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.requirement)

    def get_initial(self) -> dict[str, Any]:
        assert self.requirement.current
        return RequirementForm.initial_of(self.requirement.current)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = self.requirement.versions.select_related("recorded_by").order_by("-number")
        return super().get_context_data(**kwargs) | {"requirement": self.requirement, "versions": versions}

    def form_valid(self, form: RequirementForm) -> HttpResponse:
        terms, seen = form.terms(), form.cleaned_data["seen"]
        by, at = self.request.user, clock.now()
        try:
            version = change_requirement(requirement=self.requirement, terms=terms, by=by, at=at, seen=seen)
        except Contradiction as wrong:
            return self.say(form, wrong)
        except ChangedMeanwhile:
            form.add_error(None, _now("Somebody else has changed it meanwhile. Open it again to see what it says now."))
            return self.form_invalid(form)
        except NothingChanged:
            info(self.request, _now("Nothing was changed."))
        else:
            success(self.request, _now("Version %(number)s applies from today.") % {"number": version.number})
        return redirect("requirements_admin:requirement", pk=self.requirement.pk)


class StandingsView(_OfRequirements, TemplateView):
    """All organisations: numbers, a chart with its table, and a table to keep."""

    http_method_names = ["get", "head", "options"]
    template_name = "requirements/admin/standings.html"
    page_title = _("Who is covered")

    def may(self) -> bool:
        return may_see_all_standings(self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.on = clock.today()
        known = [(one.requirement_id, one.name) for one in demands_on(self.on)]
        self.form = OverviewForm(request.GET, requirements=sorted(known, key=lambda one: one[1]))
        self.wanted = self.form.wanted() if self.form.is_valid() else Wanted()
        if "export" in request.GET and self.form.is_valid():
            return self._table(request)
        return super().get(request, *args, **kwargs)

    def _table(self, request: HttpRequest) -> HttpResponseBase:
        assert isinstance(request.user, User)
        audit.record(request.user, action="requirements.export_all", by=request.user, at=clock.now(), form="csv")
        lines = as_lines(*seats(self.wanted, on=self.on), on=self.on)
        name = "-".join([_now("requirements"), self.on.isoformat()])
        return csv_response(f"{name}.csv", _header(), lines)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = overview(self.wanted, on=self.on)
        page: Page[Any] = Paginator(found.organisations, A_PAGE).get_page(self.request.GET.get("p"))
        asked = self.request.GET.copy()
        asked.pop("p", None)
        about = {"form": self.form, "overview": found, "page_obj": page, "chart": chart_of(found.requirements)}
        return super().get_context_data(**kwargs) | about | {"asked": asked.urlencode()}


def _header() -> list[str]:
    return [
        _now("Organisation"),
        _now("Organisation number"),
        _now("County"),
        _now("As of"),
        _now("Role"),
        _now("Name"),
        _now("Requirement"),
        _now("State"),
        _now("Done"),
        _now("Due"),
        _now("Vacant since"),
    ]
