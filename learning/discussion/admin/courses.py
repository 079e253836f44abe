"""How the discussion of a course is set, and who only reads in it for now."""

from typing import Any

from django.contrib.messages import success
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from cms import clock
from cms.people.requests import SignedInRequest

from ...models import Course
from ...rules import owns_course
from ..domain.moderation import MayNotModerate
from ..domain.threads import IsStaff, MayNotSet, end_mute, mute, set_discussion
from ..models import Mute
from ..queries import courses_moderated_by, mutes_in, unanswered
from ..rules import moderates
from ..settings_of import settings_of
from .forms import MuteForm, SettingsForm
from .queue import OfModeration


class CoursesView(OfModeration, TemplateView):
    """The courses one moderates, with the way to each discussion and how it is set."""

    http_method_names = ["get", "head", "options"]
    template_name = "discussion/admin/courses.html"
    page_title = _("Courses")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        courses = courses_moderated_by(self.request.user, at=self.at).select_related("discussion")
        return super().get_context_data(**kwargs) | {"courses": courses}


class CourseDiscussionView(OfModeration, TemplateView):
    """Owners set it; all who moderate may keep somebody from writing for a while."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "discussion/admin/course.html"
    page_title = _("Discussion of a course")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.course = Course.objects.filter(pk=kwargs["pk"]).first()
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        course = self._course()
        kept = settings_of(course)
        initial = {name: getattr(kept, name) for name in ("is_open", "begun_by", "moderated_first")}
        context = {
            "course": course,
            "may_set": owns_course(self.request.user, course, at=self.at),
            "settings_form": SettingsForm(initial=initial),
            "mute_form": MuteForm(),
            "mutes": mutes_in(course, at=self.at),
            "unanswered": unanswered(course).count(),
        }
        return super().get_context_data(**kwargs) | context | kwargs

    def post(self, request: SignedInRequest, pk: int) -> HttpResponse:
        if request.POST.get("do") == "set":
            return self._set(SettingsForm(request.POST))
        return self._mute(MuteForm(request.POST))

    def _set(self, form: SettingsForm) -> HttpResponse:
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(settings_form=form), status=422)
        try:
            set_discussion(course=self._course(), **form.cleaned_data, by=self.request.user, at=self.at)
        except MayNotSet:
            raise PermissionDenied from None
        return self._back(_now("The discussion is set."))

    def _mute(self, form: MuteForm) -> HttpResponse:
        if form.is_valid() and form.person:
            about = {"course": self._course(), "user": form.person, "reason": form.cleaned_data["reason"]}
            try:
                mute(**about, until=form.until, by=self.request.user, at=self.at)
            except IsStaff:
                form.add_error("email", _now("This person looks after the discussion. Their role is for the owners."))
            else:
                return self._back(_now("%(name)s can read, but not write.") % {"name": form.person.name})
        return self.render_to_response(self.get_context_data(mute_form=form), status=422)

    def _course(self) -> Course:
        """One that one moderates; others are not found."""
        if self.course is None or not moderates(self.request.user, self.course, at=self.at):
            raise Http404
        return self.course

    def _back(self, words: str) -> HttpResponse:
        success(self.request, words)
        return redirect("discussion_admin:course", self._course().pk)


class EndMuteView(View):
    http_method_names = ["post"]

    def post(self, request: SignedInRequest, pk: int) -> HttpResponse:
        held = get_object_or_404(Mute.objects.select_related("course", "user"), pk=pk)
        try:
            end_mute(held=held, by=request.user, at=clock.now())
        except MayNotModerate:
            raise Http404 from None
        success(request, _now("%(name)s can write again.") % {"name": held.user.name})
        return redirect("discussion_admin:course", held.course_id)
