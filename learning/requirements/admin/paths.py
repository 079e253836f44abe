"""Learning paths in the admin: the list, and the form that writes a version."""

from typing import Any

from django.contrib.messages import info, success
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import clock
from cms.people.requests import SignedInRequest

from ..domain.paths import AddressTaken, ChangedMeanwhile, NothingChanged, Unfit, change_path, publish_path
from ..models import LearningPath
from ..rules import may_define_paths
from .forms import PathForm, StepsFormSet, path_terms, steps_from, steps_initial
from .words import what_is_wrong


class _OfPaths(WagtailAdminTemplateMixin, TemplateView):
    request: SignedInRequest
    header_icon = "list-ol"
    page_title = _("Learning paths")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_define_paths(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]


class PathsView(_OfPaths):
    http_method_names = ["get", "head", "options"]
    template_name = "requirements/admin/paths.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = LearningPath.objects.select_related("current").order_by("slug")
        return super().get_context_data(**kwargs) | {"paths": rows}


class NewPathView(_OfPaths):
    """The form of a path and its steps, on one page; works without scripts, two empty steps at a time."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "requirements/admin/path.html"
    page_title = _("New learning path")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        way = {"url": reverse("requirements_admin:paths"), "label": _now("Learning paths")}
        return [*self.breadcrumbs_items, way, {"url": "", "label": str(self.page_title)}]

    def forms(self, data: Any = None) -> tuple[PathForm, StepsFormSet]:
        return PathForm(data), steps_from(data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form, steps = kwargs.pop("forms", None) or self.forms()
        return super().get_context_data(**kwargs) | {"form": form, "steps": steps}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form, steps = self.forms(request.POST)
        if not (form.is_valid() and steps.is_valid()):
            return self.again(form, steps)
        try:
            return self.write(form, steps)
        except Unfit as wrong:
            self.blame(form, steps, wrong)
        except AddressTaken:
            form.add_error("slug", _now("Another path has this address."))
        except ChangedMeanwhile:
            form.add_error(None, _now("Somebody else has changed it meanwhile. Open it again to see what it says now."))
        return self.again(form, steps)

    def write(self, form: PathForm, steps: StepsFormSet) -> HttpResponse:
        slug, terms = form.cleaned_data["slug"], path_terms(form, steps)
        path = publish_path(slug=slug, terms=terms, by=self.request.user, at=clock.now())
        success(self.request, _now("The path “%(name)s” is open.") % {"name": path})
        return redirect("requirements_admin:path", pk=path.pk)

    def blame(self, form: PathForm, steps: StepsFormSet, wrong: Unfit) -> None:
        words = what_is_wrong(wrong.field)
        text = _now("Step %(number)s: %(what)s") % {"number": wrong.step, "what": words} if wrong.step else words
        form.add_error(None, text)

    def again(self, form: PathForm, steps: StepsFormSet) -> HttpResponse:
        return self.render_to_response(self.get_context_data(forms=(form, steps)), status=422)


class PathView(NewPathView):
    """One path: the form that writes the next version, and every version there was."""

    page_title = _("Change learning path")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = LearningPath.objects.select_related("current__path").filter(current__isnull=False)
        self.path = get_object_or_404(rows, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.path)

    def forms(self, data: Any = None) -> tuple[PathForm, StepsFormSet]:
        assert self.path.current
        form = PathForm(data, initial=PathForm.initial_of(self.path.current))
        form.fields["slug"].disabled = True
        return form, steps_from(data, steps_initial(self.path.current))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = self.path.versions.select_related("published_by").order_by("-number")
        return super().get_context_data(**kwargs) | {"path": self.path, "versions": versions}

    def write(self, form: PathForm, steps: StepsFormSet) -> HttpResponse:
        terms, seen = path_terms(form, steps), form.cleaned_data["seen"]
        try:
            version = change_path(path=self.path, terms=terms, by=self.request.user, at=clock.now(), seen=seen)
        except NothingChanged:
            info(self.request, _now("Nothing was changed."))
        else:
            success(self.request, _now("Version %(number)s applies from today.") % {"number": version.number})
        return redirect("requirements_admin:path", pk=self.path.pk)
