"""How people get into a course, in the admin: its ways, and its keys."""

from typing import Any

from django.contrib.messages import success
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View

from cms import clock
from cms.people.requests import SignedInRequest
from learning.admin.course_people import OfOneCourse

from ..domain.keys import make_key, revoke_key
from ..domain.ways import FollowsItself, RemindersOutOfOrder, set_ways
from ..models import CourseKey
from ..queries import keys_with_uses
from ..rules import may_set_ways
from ..ways import ways_of
from .forms import KeyForm, WaysForm


class WaysView(OfOneCourse, FormView):
    """Which ways hold, and how the course follows people up."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "joining/admin/ways.html"
    form_class = WaysForm
    page_title = _("Ways into the course")
    may = staticmethod(may_set_ways)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": ways_of(self.course)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        keys = [{"key": one, "works": _works(one)} for one in keys_with_uses(self.course.pk)]
        new = kwargs.pop("key_form", None) or KeyForm(course=self.course)
        return super().get_context_data(**kwargs) | {"keys": keys, "key_form": new}

    def form_valid(self, form: WaysForm) -> HttpResponse:
        try:
            set_ways(course=self.course, terms=form.terms, by=self.request.user, at=self.at)
        except (RemindersOutOfOrder, FollowsItself):
            return self.form_invalid(form)
        success(self.request, _now("The ways into the course are changed."))
        return redirect("joining_admin:ways", pk=self.course.pk)

    def form_invalid(self, form: WaysForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


def _works(key: Any) -> bool:
    over = key.expires_at is not None and key.expires_at <= clock.now()
    return not (key.revoked_at or over or (key.most_uses is not None and key.times >= key.most_uses))


class MakeKeyView(WaysView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = KeyForm(request.POST, course=self.course)
        if not form.is_valid():
            ways = WaysForm(instance=ways_of(self.course))
            return self.render_to_response(self.get_context_data(form=ways, key_form=form), status=422)
        values = {name: form.cleaned_data[name] for name in ("group", "most_uses")}
        key = make_key(course=self.course, expires_at=form.expires_at, by=self.request.user, at=self.at, **values)
        success(request, _now("The key is %(code)s. It works once “With a key” is ticked.") % {"code": key.code})
        return redirect("joining_admin:ways", pk=self.course.pk)


class RevokeKeyView(View):
    http_method_names = ["post"]

    def post(self, request: SignedInRequest, pk: int) -> HttpResponse:
        key = get_object_or_404(CourseKey.objects.select_related("course"), pk=pk)
        at = clock.now()
        if not may_set_ways(request.user, key.course, at=at):
            raise PermissionDenied
        if revoke_key(key=key, by=request.user, at=at):
            success(request, _now("The key opens nothing any more. Who came in by it stays."))
        return redirect("joining_admin:ways", pk=key.course_id)
