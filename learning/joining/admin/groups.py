"""Groups of a course in the admin: when they start, who teaches them, who is in them and how far they are."""

from typing import Any

from django.contrib.messages import success
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View

from cms import clock
from cms.people.requests import SignedInRequest
from learning.admin.course_people import OfOneCourse

from ..domain.groups import GroupHasBegun, NameTaken, NotStaff, end_teaching, let_teach, set_group, take_from_group
from ..models import CourseGroup, GroupPlace, GroupTeacher
from ..rules import may_let_in, may_see_group
from .forms import GroupForm, PersonForm

A_PAGE = 100


class NewGroupView(OfOneCourse, FormView):
    """A new group, and those there are."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "joining/admin/groups.html"
    form_class = GroupForm
    page_title = _("Groups")
    may = staticmethod(may_let_in)
    group: CourseGroup | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = CourseGroup.objects.filter(course=self.course)
        return super().get_context_data(**kwargs) | {"groups": groups, "group": self.group}

    def form_valid(self, form: GroupForm) -> HttpResponse:
        values = form.cleaned_data | {"by": self.request.user, "at": self.at}
        try:
            group = set_group(course=self.course, group=self.group, **values)
        except NameTaken:
            form.add_error("name", _now("Another group of the course has this name."))
        except GroupHasBegun:
            form.add_error("starts_on", _now("The group has begun; the day it started stays."))
        else:
            success(self.request, _now("The group is saved."))
            return redirect("joining_admin:group", pk=group.pk)
        return self.form_invalid(form)

    def form_invalid(self, form: GroupForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class EditGroupView(NewGroupView):
    page_title = _("Change the group")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.group = get_object_or_404(CourseGroup, pk=kwargs["pk"])
        return super().dispatch(request, pk=self.group.course_id)

    def get_initial(self) -> dict[str, Any]:
        assert self.group
        return {name: getattr(self.group, name) for name in ("name", "starts_on", "ends_on")}


class GroupView(OfOneCourse, FormView):
    """Who is in a group and how far they are, never their answers; and who teaches it."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "joining/admin/group.html"
    form_class = PersonForm
    page_title = _("Group")
    group: CourseGroup

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.group = get_object_or_404(CourseGroup.objects.select_related("course"), pk=kwargs["pk"])
        self.course, self.at = self.group.course, clock.now()
        if not may_see_group(request.user, self.group, at=self.at):
            raise PermissionDenied
        return super(OfOneCourse, self).dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        places = self.group.places.select_related("enrolment__learner", "enrolment__organisation")
        places = places.select_related("enrolment__course_state").order_by("enrolment__learner__name", "pk")
        return super().get_context_data(**kwargs) | {
            "group": self.group,
            "teachers": self.group.teachers.select_related("user").order_by("user__name"),
            "page_obj": Paginator(places, A_PAGE).get_page(self.request.GET.get("p")),
            "may_change": may_let_in(self.request.user, self.course, at=self.at),
            "has_begun": self.group.starts_on <= clock.today(),
        }

    def form_valid(self, form: PersonForm) -> HttpResponse:
        """Name a teacher of the group."""
        if not may_let_in(self.request.user, self.course, at=self.at):
            raise PermissionDenied
        try:
            let_teach(group=self.group, user=form.person, by=self.request.user, at=self.at)
        except NotStaff:
            form.add_error("email", _now("An administrator must give this person the role Teacher first."))
            return self.form_invalid(form)
        success(self.request, _now("%(name)s teaches the group now.") % {"name": form.person.name})
        return redirect("joining_admin:group", pk=self.group.pk)

    def form_invalid(self, form: PersonForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class EndTeachingView(View):
    http_method_names = ["post"]

    def post(self, request: SignedInRequest, pk: int) -> HttpResponse:
        held = get_object_or_404(GroupTeacher.objects.select_related("group__course", "user"), pk=pk)
        _must_let_in(request, held.group)
        end_teaching(held=held, by=request.user, at=clock.now())
        success(request, _now("%(name)s no longer teaches the group.") % {"name": held.user.name})
        return redirect("joining_admin:group", pk=held.group_id)


class TakeOutView(View):
    http_method_names = ["post"]

    def post(self, request: SignedInRequest, pk: int) -> HttpResponse:
        related = ("group__course", "enrolment__learner")
        place = get_object_or_404(GroupPlace.objects.select_related(*related), pk=pk)
        _must_let_in(request, place.group)
        take_from_group(place=place, by=request.user, at=clock.now())
        success(request, _now("%(name)s is no longer in the group.") % {"name": place.enrolment.learner})
        return redirect("joining_admin:group", pk=place.group_id)


def _must_let_in(request: SignedInRequest, group: CourseGroup) -> None:
    if not may_let_in(request.user, group.course, at=clock.now()):
        raise PermissionDenied
