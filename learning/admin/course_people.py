"""The people of a course in the admin: its learners, and who owns and teaches it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib.messages import success
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import clock
from cms.people.models import User
from cms.people.models.user import canonical_email
from cms.people.requests import SignedInRequest

from ..domain.course_staff import MayNotName, NotStaff, end_course_role, give_course_role
from ..enums import CourseRole
from ..joining.rules import may_withdraw
from ..models import Course, CourseStaff
from ..presenters import why_view
from ..queries import course_staff, facts_of, learners_of, standing_of
from ..rules import may_name, may_see_learners, owns_all_courses

A_PAGE = 100


class OfOneCourse(WagtailAdminTemplateMixin):
    """A page about one course, for those who see its learners; `may` says it where it is for others."""

    request: Any
    header_icon = "group"
    may: Callable[..., bool] = staticmethod(may_see_learners)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.course = get_object_or_404(Course, pk=kwargs["pk"])
        self.at = clock.now()
        if not self.may(request.user, self.course, at=self.at):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.course.title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        here = {"url": "", "label": str(self.page_title), "sublabel": self.course.title}
        return [*self.breadcrumbs_items, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Asked only by the templates that show it.
        may = partial(may_name, self.request.user, self.course, CourseRole.TEACHER, at=self.at)
        return super().get_context_data(**kwargs) | {"course": self.course, "may_name_teachers": may}


class LearnersView(OfOneCourse, TemplateView):
    http_method_names = ["get", "head", "options"]
    template_name = "learning/admin/learners.html"
    page_title = _("Learners")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(learners_of(self.course), A_PAGE).get_page(self.request.GET.get("p"))
        may = may_withdraw(self.request.user, self.course, at=self.at)
        return super().get_context_data(**kwargs) | {"page_obj": page, "may_withdraw": may}


class WhyView(OfOneCourse, TemplateView):
    """Why what a learner has done counts, or does not yet; without scores, which are the learner's alone."""

    http_method_names = ["get", "head", "options"]
    template_name = "learning/admin/why.html"
    page_title = _("What is done, and what is left")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.course.enrolments.select_related("learner", "course", "release", "course_state")
        enrolment = get_object_or_404(rows.defer("release__outline"), pk=self.kwargs["enrolment"])
        standing = standing_of(enrolment, language=get_language() or "")
        shown = why_view(enrolment, standing, facts_of(enrolment), own=False)
        return super().get_context_data(**kwargs) | shown


class NameForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"))
    role = forms.ChoiceField(label=_("Role"), choices=CourseRole.choices)

    def clean_email(self) -> str:
        email = canonical_email(self.cleaned_data["email"])
        self.person = User.objects.filter(email=email, is_active=True).first()
        if self.person is None:
            raise forms.ValidationError(_("Nobody is registered with this address. Check the spelling."))
        return email


class CourseStaffView(OfOneCourse, FormView):
    """Who owns and teaches the course, and the form that says who else does."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "learning/admin/course_staff.html"
    form_class = NameForm
    page_title = _("Owners and teachers")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        course = get_object_or_404(Course, pk=kwargs["pk"])
        if not may_name(request.user, course, CourseRole.TEACHER, at=clock.now()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, form_class: Any = None) -> NameForm:
        form = super().get_form(form_class)
        if not owns_all_courses(self.request.user):
            form.fields["role"].choices = [(CourseRole.TEACHER.value, CourseRole.TEACHER.label)]
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = course_staff(at=self.at).filter(course=self.course).select_related("user").order_by("role", "user__name")
        owners = owns_all_courses(self.request.user)
        rows = [{"held": one, "may_end": owners or one.role == CourseRole.TEACHER} for one in held]
        return super().get_context_data(**kwargs) | {"rows": rows}

    def form_valid(self, form: NameForm) -> HttpResponse:
        assert form.person
        role = form.cleaned_data["role"]
        try:
            give_course_role(course=self.course, user=form.person, role=role, by=self.request.user, at=self.at)
        except NotStaff:
            form.add_error("email", _now("An administrator must give this person the role Editor or Teacher first."))
            return self.form_invalid(form)
        except MayNotName:
            raise PermissionDenied from None
        success(self.request, _now("%(name)s is now in the course’s staff.") % {"name": form.person.name})
        return redirect("learning_admin:course_staff", pk=self.course.pk)

    def form_invalid(self, form: NameForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class EndCourseRoleView(View):
    http_method_names = ["post"]

    def post(self, request: SignedInRequest, pk: int) -> HttpResponse:
        held = get_object_or_404(CourseStaff.objects.select_related("course", "user"), pk=pk)
        try:
            end_course_role(held=held, by=request.user, at=clock.now())
        except MayNotName:
            raise PermissionDenied from None
        success(request, _now("%(name)s is no longer in the course’s staff.") % {"name": held.user.name})
        return redirect(reverse("learning_admin:course_staff", args=[held.course_id]))
