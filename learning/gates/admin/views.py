from functools import cached_property
from typing import Any

from django.contrib.messages import error, success
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from ...admin.course_people import A_PAGE, OfOneCourse
from ...domain.enrolments import EnrolmentEnded
from ...domain.progress import UnknownItem
from ...enums import EnrolmentState
from ...models import CourseRelease, Enrolment
from ...outline import outline_of
from ...queries import standing_of
from ...standing import Standing
from ..domain.targets import NothingToWaive
from ..domain.waivers import TooLate, revoke_waiver, waive, waive_entry
from ..models import Waiver
from ..queries import waivers_of, waivers_of_course
from ..rules import may_waive
from ..showing import shown
from .forms import EntryForm, RevokeForm, WaiveForm


class WaiveView(OfOneCourse, FormView):
    """What is waived for one learner of the course, and the form that waives more."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "gates/admin/waive.html"
    form_class = WaiveForm
    page_title = _("Waive")
    header_icon = "check"
    may = staticmethod(may_waive)

    @cached_property
    def enrolment(self) -> Enrolment:
        takes = Enrolment.objects.exclude(state=EnrolmentState.WITHDRAWN).defer("release__outline")
        rows = takes.select_related("learner", "course", "release", "course_state")
        found: Enrolment = get_object_or_404(rows, pk=self.kwargs["enrolment"], course=self.course)
        return found

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.enrolment, language=get_language() or "", at=self.at)

    def get_page_subtitle(self) -> str:
        return str(self.enrolment.learner)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"standing": self.standing, "learner": self.enrolment.learner}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [shown(waiver, self.standing) for waiver in waivers_of(self.enrolment)]
        return super().get_context_data(**kwargs) | {"enrolment": self.enrolment, "waivers": rows}

    def form_valid(self, form: WaiveForm) -> HttpResponse:
        try:
            waive(
                enrolment=self.enrolment,
                what=form.what,
                target=form.key,
                grounds=form.grounds(),
                by=self.request.user,
                at=self.at,
            )
        except (NothingToWaive, UnknownItem):
            form.add_error("target", _now("It is done, waived or open already. Look again."))
            return self.form_invalid(form)
        except (TooLate, EnrolmentEnded):
            error(self.request, _now("The course is completed or left meanwhile; nothing was waived."))
        else:
            success(self.request, _now("It is waived. The learner sees what, why and by whom."))
        return redirect("gates_admin:waive", pk=self.course.pk, enrolment=self.enrolment.pk)

    def form_invalid(self, form: WaiveForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class WaiversView(OfOneCourse, TemplateView):
    """Every waiver of the course."""

    http_method_names = ["get", "head", "options"]
    template_name = "gates/admin/waivers.html"
    page_title = _("Waivers")
    header_icon = "check"
    may = staticmethod(may_waive)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(waivers_of_course(self.course), A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {"page_obj": page, "has_gate": bool(self._gate())}

    def _gate(self) -> Any:
        """Asked for without its JSON, which is known by its hash."""
        release = CourseRelease.objects.defer("outline").filter(pk=self.course.current_release_id or 0).first()
        return outline_of(release).gate if release else ()


class WaiveEntryView(OfOneCourse, FormView):
    """Letting a person begin the course whose gate is closed to them."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "gates/admin/entry.html"
    form_class = EntryForm
    page_title = _("Let somebody begin the course")
    header_icon = "check"
    may = staticmethod(may_waive)

    def form_valid(self, form: EntryForm) -> HttpResponse:
        assert form.learner
        try:
            waive_entry(
                course=self.course, learner=form.learner, grounds=form.grounds(), by=self.request.user, at=self.at
            )
        except NothingToWaive:
            form.add_error("email", _now("This person may begin the course already."))
            return self.form_invalid(form)
        success(self.request, _now("%(name)s may begin the course.") % {"name": form.learner.name})
        return redirect("gates_admin:waivers", pk=self.course.pk)

    def form_invalid(self, form: EntryForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class RevokeWaiverView(OfOneCourse, FormView):
    """Taking a waiver back, as long as the course is under way."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "gates/admin/revoke.html"
    form_class = RevokeForm
    page_title = _("Take waiver back")
    header_icon = "rotate"
    may = staticmethod(may_waive)

    @cached_property
    def waiver(self) -> Waiver:
        found = waivers_of_course(self.course).select_related("enrolment__course", "enrolment__release", "course")
        waiver = found.filter(pk=self.kwargs["waiver"]).first()
        if waiver is None:
            raise Http404
        return waiver

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"waiver": self.waiver}

    def form_valid(self, form: RevokeForm) -> HttpResponse:
        try:
            revoke_waiver(waiver=self.waiver, reason=form.cleaned_data["reason"], by=self.request.user, at=self.at)
        except (TooLate, EnrolmentEnded):
            error(self.request, _now("It can no longer be taken back: the course is completed, or it was before."))
        else:
            success(self.request, _now("The waiver is taken back. What the learner did meanwhile stays done."))
        return redirect("gates_admin:waivers", pk=self.course.pk)

    def form_invalid(self, form: RevokeForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        assert self.waiver
        return super().post(request, *args, **kwargs)
