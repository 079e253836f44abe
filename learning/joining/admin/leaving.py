"""Withdrawing somebody from a course, in the admin."""

from typing import Any

from django.contrib.messages import success, warning
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from learning.admin.course_people import OfOneCourse
from learning.domain.enrolments import EnrolmentEnded
from learning.models import Enrolment
from learning.rules import may_see_learners

from ..domain.leaving import withdraw_somebody
from ..rules import may_withdraw
from .forms import WithdrawForm


class WithdrawView(OfOneCourse, FormView):
    http_method_names = ["get", "head", "options", "post"]
    template_name = "joining/admin/withdraw.html"
    form_class = WithdrawForm
    page_title = _("Withdraw from the course")
    may = staticmethod(may_withdraw)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = Enrolment.objects.filter(course=kwargs["pk"]).select_related("learner", "course")
        self.enrolment = get_object_or_404(rows, pk=kwargs["enrolment"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"enrolment": self.enrolment}

    def form_valid(self, form: WithdrawForm) -> HttpResponse:
        learner = self.enrolment.learner
        try:
            reason = form.cleaned_data["reason"]
            withdraw_somebody(enrolment=self.enrolment, reason=reason, by=self.request.user, at=self.at)
        except EnrolmentEnded:
            warning(self.request, _now("%(name)s has completed the course, or left it already.") % {"name": learner})
        else:
            success(self.request, _now("%(name)s is withdrawn, and is told why by mail.") % {"name": learner})
        return redirect(self._back())

    def _back(self) -> str:
        """Coordinators do not see who takes a course."""
        if may_see_learners(self.request.user, self.course, at=self.at):
            return reverse("learning_admin:learners", args=[self.course.pk])
        return reverse("joining_admin:enrolment")

    def form_invalid(self, form: WithdrawForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)
