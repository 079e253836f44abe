"""Which survey asks those who come, and from when."""

from typing import Any

from django.contrib.messages import error, success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cms import clock
from cms.people.requests import SignedInRequest
from events.desk.views.base import FormPage, OfOccurrence

from ..domain.surveys import (
    AlreadyAsked,
    AlreadyPlanned,
    NotHeld,
    NotPublished,
    plan_survey,
    take_back_survey,
    usual_moment,
)
from ..models import AttendeeSurvey
from .forms import SurveyForm


class PlanSurveyView(OfOccurrence, FormPage):
    template_name = "door/admin/plan_survey.html"
    form_class = SurveyForm
    page_title = _("Ask those who come")
    header_icon = "form"
    verb_words = _("Plan the survey")

    def get_initial(self) -> dict[str, Any]:
        return {"day": clock.local_date(max(usual_moment(self.occurrence), self.at))}

    def form_valid(self, form: SurveyForm) -> HttpResponse:
        about = {"survey": form.cleaned_data["survey"], "ask_at": form.moment(self.occurrence)}
        try:
            plan_survey(occurrence=self.occurrence, **about, by=self.request.user, at=self.at)
        except AlreadyPlanned:
            return self.refuse(form, "survey", _now("This survey asks here already."))
        except NotPublished:
            return self.refuse(form, "survey", _now("Publish the survey first."))
        except NotHeld:
            return self.refuse(form, None, _now("It is not held, so nobody comes who could be asked."))
        success(self.request, _now("The survey is planned. It asks once it is settled who came."))
        return redirect(self.page_url)


class TakeBackSurveyView(OfOccurrence, TemplateView):
    template_name = "door/admin/take_back_survey.html"
    page_title = _("Ask nobody after all")
    header_icon = "form"
    http_method_names = ["get", "head", "options", "post"]

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        rows = AttendeeSurvey.objects.select_related("survey", "occurrence")
        self.planned = get_object_or_404(rows, pk=kwargs["part"], occurrence=self.occurrence)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "planned": self.planned}

    def post(self, request: SignedInRequest, **kwargs: Any) -> HttpResponse:
        try:
            take_back_survey(planned=self.planned, by=request.user, at=self.at)
            success(request, _now("Nobody is asked."))
        except AlreadyAsked:
            error(request, _now("People have been asked already. Close the survey instead, where surveys are."))
        return redirect(self.page_url)
