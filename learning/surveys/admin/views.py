"""What is done with a survey: publish it, ask people, close. Each looked at before it is done."""

from typing import Any

from django.contrib.messages import error, success
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import clock
from cms.people.requests import SignedInRequest

from ..content import digest_of, frozen, problems_of
from ..domain.occasions import (
    AlreadyClosed,
    AlreadyOpen,
    MayNotAsk,
    NobodyToAsk,
    NotPublished,
    close_occasion,
    open_occasion,
)
from ..domain.publishing import NothingNew, NotReady, publish_survey
from ..models import Occasion, Survey
from ..occasions import title_of, titles_of
from ..queries import with_counts
from ..rules import may_edit_surveys, may_open_occasion, occasions_seen_by
from .forms import OpenForm

PROBLEMS = {
    "no_questions": _("There are no questions yet."),
    "title_missing": _("The title is missing in the language the survey is written in."),
    "text_missing": _("A question is missing in the language the survey is written in."),
    "options_missing": _("There must be at least two answers to choose from"),
    "option_text_missing": _("An answer to choose is missing in the language the survey is written in"),
    "rule_not_earlier": _("It hangs on a question that does not come before it"),
    "rule_unreadable": _("What the earlier question must be answered with cannot be read, or there is no such answer"),
}


class OfOneSurvey(WagtailAdminTemplateMixin):
    """A page about one survey, for those who write surveys."""

    request: Any
    header_icon = "form"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_edit_surveys(request.user):
            raise PermissionDenied
        self.survey = self.get_survey(kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_survey(self, pk: int) -> Survey:
        return get_object_or_404(Survey, pk=pk)

    def get_page_subtitle(self) -> str:
        return str(self.survey)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title), "sublabel": str(self.survey)}]


class SurveyView(OfOneSurvey, TemplateView):
    """Whether it can be published, what is published, and the occasions it is used on."""

    template_name = "surveys/admin/survey.html"
    page_title = _("Publish and ask")
    http_method_names = ["get", "head", "options", "post"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        last = self.survey.versions.order_by("-number").first()
        problems = [{"text": PROBLEMS[code], "question": words} for code, words in problems_of(self.survey)]
        seen = occasions_seen_by(self.request.user, at=clock.now()).filter(survey=self.survey)
        occasions = list(with_counts(seen).order_by("-opened_at", "-pk"))
        titles = titles_of(occasions)
        mine = [{"occasion": one, "about": titles[one.pk]} for one in occasions]
        changed = not problems and (last is None or last.digest != digest_of(frozen(self.survey)))
        about = {"survey": self.survey, "version": last, "problems": problems, "changed": changed, "occasions": mine}
        return super().get_context_data(**kwargs) | about

    def post(self, request: SignedInRequest, pk: int) -> HttpResponse:
        try:
            version = publish_survey(survey=self.survey, by=request.user, at=clock.now())
        except NotReady:
            error(request, _now("Something is missing. Nothing was published."))
        except NothingNew:
            error(request, _now("It reads as the newest version does."))
        else:
            success(request, _now("Version %(number)s is published.") % {"number": version.number})
        return redirect("surveys_admin:survey", pk=pk)


class OpenOccasionView(OfOneSurvey, FormView):
    """Open: the first answer shows whom it would ask, the second one asks them."""

    template_name = "surveys/admin/open.html"
    page_title = _("Ask people")
    form_class = OpenForm
    http_method_names = ["get", "head", "options", "post"]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"survey": self.survey, "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"survey": self.survey}

    def form_valid(self, form: OpenForm) -> HttpResponse:
        if "confirmed" not in self.request.POST:
            return self._ask(form)
        try:
            self._open(form)
        except NobodyToAsk:
            form.add_error(None, _now("Nobody fits these choices. Choose fewer."))
        except AlreadyOpen:
            form.add_error("about", _now("This survey stands open there already."))
        except NotPublished:
            form.add_error(None, _now("Publish the survey first."))
        except MayNotAsk:
            raise PermissionDenied from None
        else:
            success(self.request, _now("The survey is open. Those who are asked hear of it by mail."))
            return redirect("surveys_admin:survey", pk=self.survey.pk)
        return self.form_invalid(form)

    def _open(self, form: OpenForm) -> Occasion:
        values, by, at = form.cleaned_data, self.request.user, clock.now()
        about = {"kind": form.kind, "key": form.key, "timing": values["timing"], "days": values["days"]}
        return open_occasion(
            survey=self.survey, audience=form.audience, deadline_at=form.deadline_at, by=by, at=at, **about
        )

    def _ask(self, form: OpenForm) -> HttpResponse:
        audience = form.audience
        people = audience.people(at=clock.now()) if audience else {}
        about = {
            "about": form.about_in_words,
            "is_sent": audience is not None,
            "people": len(people),
            "organisations": len(set(people.values())),
        }
        context = self.get_context_data(form=form, **about)
        return self.response_class(self.request, "surveys/admin/confirm_open.html", context)

    def form_invalid(self, form: OpenForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class CloseOccasionView(OfOneSurvey, TemplateView):
    template_name = "surveys/admin/close.html"
    page_title = _("Close survey")
    http_method_names = ["get", "head", "options", "post"]

    def get_survey(self, pk: int) -> Survey:
        self.occasion = get_object_or_404(with_counts(Occasion.objects.select_related("survey")), pk=pk)
        if not may_open_occasion(self.request.user, self.occasion.kind, self.occasion.key, at=clock.now()):
            raise PermissionDenied
        return self.occasion.survey

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "occasion": self.occasion,
            "survey": self.survey,
            "about": title_of(self.occasion.kind, self.occasion.key),
        }

    def post(self, request: SignedInRequest, pk: int) -> HttpResponse:
        try:
            close_occasion(occasion=self.occasion, by=request.user, at=clock.now())
        except AlreadyClosed:
            error(request, _now("It is closed already."))
        else:
            success(request, _now("The survey is closed. Its results are complete."))
        return redirect("surveys_admin:survey", pk=self.survey.pk)
