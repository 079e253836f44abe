"""Letting people into a course, in the admin: the queue of requests, invitations, and enrolling somebody."""

from collections.abc import Callable
from typing import Any

from django.contrib.messages import error, success, warning
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import clock
from cms.people.domain.invitations import InvitationUsed, InvitationWithdrawn
from cms.people.invite_forms import problem_of_line
from cms.people.requests import SignedInRequest
from learning.admin.course_people import OfOneCourse
from learning.domain.enrolments import AlreadyEnrolled, CourseNotOpen, EntryClosed

from ..domain import invitations, requests
from ..domain.entering import enrol_for
from ..models import CourseInvitation, EnrolmentRequest
from ..queries import groups_with_counts, open_invitations, requests_answered_by
from ..rules import may_answer_requests, may_let_in, sees_enrolment
from ..ways import ClosedForNew
from .forms import AnswerForm, EnrolForm, InviteForm

A_PAGE = 50


class EnrolmentView(WagtailAdminTemplateMixin, TemplateView):
    """What waits for an answer, and the groups one sees."""

    request: Any
    http_method_names = ["get", "head", "options"]
    template_name = "joining/admin/enrolment.html"
    page_title = _("Enrolment")
    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not sees_enrolment(request.user, at=clock.now()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at, user = clock.now(), self.request.user
        waiting = Paginator(requests_answered_by(user, at=at), A_PAGE).get_page(self.request.GET.get("p"))
        groups = list(groups_with_counts(user, at=at)[:A_PAGE])
        return super().get_context_data(**kwargs) | {"page_obj": waiting, "groups": groups, "today": clock.today()}


class AnswerView(View):
    """The two answers; those of other courses are not found."""

    http_method_names = ["post"]

    def post(self, request: SignedInRequest, pk: int) -> HttpResponse:
        found = get_object_or_404(EnrolmentRequest.objects.select_related("course", "learner"), pk=pk)
        if not may_answer_requests(request.user, found.course, at=clock.now()):
            raise PermissionDenied
        try:
            self._answer(request, found)
        except requests.AlreadyAnswered:
            error(request, _now("Somebody was first: the request is answered or taken back."))
        except requests.OwnRequest:
            error(request, _now("Somebody else answers your own request."))
        except requests.ReasonMissing:
            error(request, _now("Write why not; the person reads it."))
        except CourseNotOpen:
            error(request, _now("Publish the course first; then people can take it."))
        except EntryClosed:
            error(request, _now("This person lacks what comes before the course. Waive it first, or say no."))
        return redirect("joining_admin:enrolment")

    def _answer(self, request: SignedInRequest, found: EnrolmentRequest) -> None:
        form = AnswerForm(request.POST, course=found.course)
        if not form.is_valid():
            error(request, _now("The group is gone, or the reason is too long. Nothing was answered."))
            return
        answer, group = form.cleaned_data["answer"], form.cleaned_data["group"]
        if request.POST.get("do") == "approve":
            requests.approve(request=found, group=group, by=request.user, at=clock.now())
            success(request, _now("%(name)s takes the course now.") % {"name": found.learner})
        else:
            requests.refuse(request=found, answer=answer, by=request.user, at=clock.now())
            success(request, _now("%(name)s is told why not.") % {"name": found.learner})


class InvitationsView(OfOneCourse, FormView):
    """Inviting people, and the invitations that wait."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "joining/admin/invitations.html"
    form_class = InviteForm
    page_title = _("Invite to the course")
    header_icon = "mail"
    may = staticmethod(may_let_in)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"course": self.course}

    def get_initial(self) -> dict[str, Any]:
        return {"language": self.request.user.language, "group": self.request.GET.get("group", "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(open_invitations(self.course.pk), A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {"page_obj": page, "now": self.at}

    def form_valid(self, form: InviteForm) -> HttpResponse:
        """Everybody or nobody: what is wrong is said line by line."""
        values, problems = form.cleaned_data, []
        shared = {"course": self.course, "by": self.request.user, "at": self.at}
        shared |= {name: values[name] for name in ("group", "language")}
        with transaction.atomic():
            for line in values["people"]:
                try:
                    invitations.invite(email=line.email, name=line.name, **shared)
                except invitations.TakesItAlready:
                    problems.append(problem_of_line(line.number, line.email, _now("Takes the course already.")))
                except ClosedForNew:
                    form.add_error(
                        None, _now("The course is closed for new. Open it first, under “Ways into the course”.")
                    )
                    break
            transaction.set_rollback(bool(problems))
        if problems:
            form.add_error("people", problems)
        if form.errors:
            return self.form_invalid(form)
        count = len(values["people"])
        words = ngettext("%(count)s invitation is on its way.", "%(count)s invitations are on their way.", count)
        success(self.request, words % {"count": count})
        return redirect("joining_admin:invitations", pk=self.course.pk)

    def form_invalid(self, form: InviteForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class InvitationVerbView(View):
    """Send again, or take back."""

    http_method_names = ["post"]
    verb: Callable[..., Any] = staticmethod(invitations.renew_invitation)
    said: Any = _("A fresh link is on its way.")

    def post(self, request: SignedInRequest, pk: int) -> HttpResponse:
        found = get_object_or_404(CourseInvitation.objects.select_related("course"), pk=pk)
        at = clock.now()
        if not may_let_in(request.user, found.course, at=at):
            raise PermissionDenied
        try:
            self.verb(invitation=found, by=request.user, at=at)
        except (InvitationUsed, InvitationWithdrawn):
            error(request, _now("The invitation has been answered or withdrawn meanwhile."))
        except ClosedForNew:
            error(request, _now("The course is closed for new. Open it first, under “Ways into the course”."))
        else:
            success(request, self.said)
        return redirect("joining_admin:invitations", pk=found.course_id)


class EnrolSomebodyView(OfOneCourse, FormView):
    """Enrol somebody who has an account, for the first time or once more."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "joining/admin/enrol.html"
    form_class = EnrolForm
    page_title = _("Enrol somebody")
    may = staticmethod(may_let_in)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"course": self.course}

    def get_initial(self) -> dict[str, Any]:
        return {"group": self.request.GET.get("group", "")}

    def form_valid(self, form: EnrolForm) -> HttpResponse:
        if self.course.current_release_id is None:
            raise Http404
        group, person = form.cleaned_data["group"], form.person
        try:
            enrol_for(course=self.course, learner=person, group=group, by=self.request.user, at=self.at)
        except AlreadyEnrolled:
            warning(self.request, _now("%(name)s takes the course already.") % {"name": person})
        except EntryClosed:
            words = _now("%(name)s lacks what comes before the course. Waive it first.")
            warning(self.request, words % {"name": person})
        else:
            success(self.request, _now("%(name)s takes the course now, and is told by mail.") % {"name": person})
        if group:
            return redirect("joining_admin:group", pk=group.pk)
        return redirect("joining_admin:enrol", pk=self.course.pk)

    def form_invalid(self, form: EnrolForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)
