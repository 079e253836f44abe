"""Learners who assess each other in one assignment: until when, who is missing, and going on without them."""

from typing import Any

from django import forms
from django.contrib.messages import success, warning
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cms import clock
from cms.people.requests import SignedInRequest
from cms.widgets import DayInput
from learning.models import Course

from ..domain.reviewing import InThePast, NotOverYet, go_on_without, set_last_day
from ..models import PeerReview, Submission
from ..queries import block_on, last_day_of_reviews, reviews_of
from .queue import OfAssessors


class LastDayForm(forms.Form):
    last_day = forms.DateField(
        label=_("Last day to assess others"),
        required=False,
        widget=DayInput(),
        help_text=_("The same for all who take the course. Leave empty for no deadline."),
    )


class ReviewsView(OfAssessors, TemplateView):
    http_method_names = ["get", "head", "options", "post"]
    template_name = "assignments/admin/reviews.html"
    page_title = _("Learners who assess each other")
    form: LastDayForm

    def may_enter(self) -> bool:
        """Others find nothing here, whatever number they try."""
        return True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.course_pk, self.item = kwargs["course"], kwargs["item"]
        return super().dispatch(request, *args, **kwargs)

    def _find(self) -> None:
        self.course: Course = get_object_or_404(self.courses, pk=self.course_pk)
        about = Submission.objects.filter(enrolment__course=self.course, item_key=self.item)
        newest = about.select_related("release").defer("release__outline").order_by("-pk").first()
        if newest is None:
            raise Http404
        self.title = block_on(newest.release, self.item, get_language() or "")["title"]
        self.last_day = last_day_of_reviews(self.course.pk, self.item)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._find()
        self.form = LastDayForm(initial={"last_day": self.last_day})
        return self.render_to_response(self.get_context_data())

    def post(self, request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._find()
        about: dict[str, Any] = {"course": self.course, "item_key": self.item, "by": request.user, "at": self.at}
        if request.POST.get("do") == "go-on":
            self._go_on(about)
            return redirect(request.get_full_path())
        self.form = LastDayForm(request.POST)
        if self.form.is_valid() and self._is_set(about):
            success(request, _now("Saved. Those who have not assessed yet see the day."))
            return redirect(request.get_full_path())
        return self.render_to_response(self.get_context_data(), status=422)

    def _is_set(self, about: dict[str, Any]) -> bool:
        try:
            set_last_day(last_day=self.form.cleaned_data["last_day"], **about)
        except InThePast:
            self.form.add_error("last_day", _now("This lies in the past. Choose a day that comes."))
            return False
        return True

    def _go_on(self, about: dict[str, Any]) -> None:
        try:
            number = go_on_without(**about)
        except NotOverYet:
            warning(self.request, _now("The last day has not passed yet. Nothing was changed."))
            return
        text = ngettext("%(number)s assessment is closed.", "%(number)s assessments are closed.", number)
        success(self.request, text % {"number": number})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = by_reviewer(reviews_of(self.course.pk, self.item))
        return super().get_context_data(**kwargs) | {
            "course": self.course,
            "title": self.title,
            "form": self.form,
            "last_day": self.last_day,
            "is_over": self.last_day is not None and self.last_day < clock.local_date(self.at),
            "rows": rows,
            "missing": [row for row in rows if row["open"]],
            "queue_url": self.queue_url,
        }


def by_reviewer(reviews: Any) -> list[dict[str, Any]]:
    """Each who is to assess, with how many they were given, have sent, and have not sent yet."""
    found: dict[int, dict[str, Any]] = {}
    for one in reviews:
        row = found.setdefault(one.reviewer_id, _row(one))
        row["given"] += 1
        row["done"] += one.done_at is not None
        row["open"] += one.is_open
    return list(found.values())


def _row(review: PeerReview) -> dict[str, Any]:
    return {"learner": review.reviewer.learner, "organisation": review.reviewer.organisation} | dict.fromkeys(
        ("given", "done", "open"), 0
    )
