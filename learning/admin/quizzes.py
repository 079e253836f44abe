"""The quizzes of a course in the admin: how their questions do, mending a key, and extra time for a learner."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.messages import error, success
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from ..bank.models import Question
from ..domain.extra_time import LEAST, MOST, end_extra_time, give_extra_time
from ..domain.regrades import NothingToMend, ReasonMissing, regrade_question
from ..enums import EnrolmentState, ExtraTimeReason, ItemKind
from ..models import Course, CourseRelease, Enrolment
from ..outline import Item, outline_of
from ..queries import extra_time_of, quiz_on
from ..regrading import Mended, mended_keys, preview_of
from ..rules import may_give_extra_time, may_regrade, may_see_statistics
from ..statistics import statistics_of_quiz
from .course_people import OfOneCourse


class OfTheQuizzes(OfOneCourse):
    """For those who may see how the questions of this course do."""

    header_icon = "help"
    may = staticmethod(may_see_statistics)
    course: Course

    def quiz_item(self) -> tuple[CourseRelease, Item]:
        """The quiz the address names, on the newest release that holds it; else there is nothing here."""
        wanted = self.kwargs["item"]
        for release in self.course.releases.defer("outline").order_by("-number"):
            lesson = outline_of(release).by_key.get(_lesson_key(wanted))
            item = lesson.item(wanted) if lesson else None
            if item and item.kind == ItemKind.QUIZ:
                return release, item
        raise Http404


def _lesson_key(item_key: str) -> UUID:
    try:
        return UUID(item_key.split(":", 1)[0])
    except ValueError:
        raise Http404 from None


class CourseQuizzesView(OfTheQuizzes, TemplateView):
    http_method_names = ["get", "head", "options"]
    template_name = "learning/admin/course_quizzes.html"
    page_title = _("Quizzes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        regrades = self.course.regrades.select_related("by").annotate(changed=Count("events")).order_by("-pk")
        return super().get_context_data(**kwargs) | {"quizzes": self._quizzes(), "regrades": regrades}

    def _quizzes(self) -> list[dict[str, str]]:
        release = self.course.current_release
        if release is None:
            return []
        outline = outline_of(release)
        language = outline.source_language
        return [
            {
                "lesson": lesson.titles[language],
                "title": quiz_on(release, item.key, language)["title"],
                "url": reverse("learning_admin:quiz_statistics", args=[self.course.pk, item.key]),
            }
            for lesson in outline.lessons
            for item in lesson.items
            if item.kind == ItemKind.QUIZ
        ]


class QuizStatisticsView(OfTheQuizzes, TemplateView):
    """Each version of each question: how hard, how telling, what was chosen."""

    http_method_names = ["get", "head", "options"]
    template_name = "learning/admin/quiz_statistics.html"
    page_title = _("How the questions do")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        _release, item = self.quiz_item()
        items = statistics_of_quiz(self.course, item.key)
        regrade = None
        if may_regrade(self.request.user, self.course, at=self.at):
            regrade = {one.question["id"]: self._regrade_url(item.key, one.question["id"]) for one in items}
        return super().get_context_data(**kwargs) | {"items": items, "regrade": regrade}

    def _regrade_url(self, item_key: str, question_id: str) -> str:
        return reverse("learning_admin:regrade", args=[self.course.pk, item_key, question_id])


class RegradeForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Learners read it at their attempt."),
    )


class RegradeView(OfTheQuizzes, FormView):
    """Who would change, and the button."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "learning/admin/regrade.html"
    form_class = RegradeForm
    page_title = _("Mend the key")

    may = staticmethod(may_regrade)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        release, item = self.quiz_item()
        question_id = self.kwargs["question"]
        quiz = quiz_on(release, item.key, outline_of(release).source_language)
        asked = [one for one in [*quiz["questions"], *quiz.get("pool", [])] if one["id"] == question_id]
        choices = [self._choice(item.key, mended) for mended in self._mended()]
        if not asked and not choices:
            raise Http404
        return super().get_context_data(**kwargs) | {
            "text": asked[0]["text"] if asked else "",
            "choices": choices,
            "bank_url": _bank_url(question_id),
        }

    def _mended(self) -> list[Mended]:
        return mended_keys(self.course, self.kwargs["item"], self.kwargs["question"])

    def _choice(self, item_key: str, mended: Mended) -> dict[str, Any]:
        preview = preview_of(self.course, item_key, self.kwargs["question"], mended.correction)
        heading = _now("The key of version %(number)s in the bank") % {"number": mended.bank_version}
        if mended.release_number:
            heading = _now("The key of release %(number)s") % {"number": mended.release_number}
        return {"id": mended.name, "heading": heading, "preview": preview}

    def form_valid(self, form: RegradeForm) -> HttpResponse:
        _release, item = self.quiz_item()
        chosen = next((one for one in self._mended() if one.name == self.request.POST.get("choice")), None)
        try:
            regrade_question(
                course=self.course,
                item_key=item.key,
                question_id=self.kwargs["question"],
                correction=chosen.correction if chosen else {},
                reason=form.cleaned_data["reason"],
                by=self.request.user,
                at=self.at,
            )
        except NothingToMend:
            error(self.request, _now("The key has changed meanwhile. Look again."))
        except ReasonMissing:
            form.add_error("reason", _now("Write why the question is marked anew."))
            return self.form_invalid(form)
        else:
            success(self.request, _now("The question is being marked anew. It takes a minute or two."))
        return redirect("learning_admin:course_quizzes", pk=self.course.pk)

    def form_invalid(self, form: RegradeForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


def _bank_url(question_id: str) -> str:
    try:
        question = Question.objects.filter(key=UUID(question_id)).first()
    except ValueError:
        return ""
    return reverse("bank_admin:question", args=[question.pk]) if question else ""


class ExtraTimeForm(forms.Form):
    percent = forms.IntegerField(label=_("More time (per cent)"), min_value=LEAST, max_value=MOST, initial=25)
    reason = forms.ChoiceField(label=_("Reason"), choices=ExtraTimeReason.choices)


class ExtraTimeView(OfOneCourse, FormView):
    """Extra time for one learner of the course."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "learning/admin/extra_time.html"
    form_class = ExtraTimeForm
    page_title = _("Extra time")
    header_icon = "time"

    may = staticmethod(may_give_extra_time)

    @cached_property
    def enrolment(self) -> Enrolment:
        takes = Enrolment.objects.exclude(state=EnrolmentState.WITHDRAWN).select_related("learner", "course")
        found: Enrolment = get_object_or_404(takes, pk=self.kwargs["enrolment"], course=self.course)
        return found

    def get_page_subtitle(self) -> str:
        return str(self.enrolment.learner)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        earlier = self.enrolment.extra_times.filter(ends_at__isnull=False).select_related("given_by")
        held = extra_time_of(self.enrolment, at=self.at)
        return super().get_context_data(**kwargs) | {"held": held, "earlier": earlier}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("do") != "end":
            return super().post(request, *args, **kwargs)
        if end_extra_time(enrolment=self.enrolment, by=self.request.user, at=self.at):
            success(request, _now("The extra time is ended."))
        return self._back()

    def form_valid(self, form: ExtraTimeForm) -> HttpResponse:
        give_extra_time(enrolment=self.enrolment, **form.cleaned_data, by=self.request.user, at=self.at)
        success(self.request, _now("The extra time is given."))
        return self._back()

    def form_invalid(self, form: ExtraTimeForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _back(self) -> HttpResponse:
        return redirect("learning_admin:extra_time", pk=self.course.pk, enrolment=self.enrolment.pk)
