"""One submission and its rubric: saved as a draft, or published and on to the next, without leaving the keyboard."""

from typing import Any

from django.contrib.messages import success, warning
from django.db.models import Count, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cms.people.requests import SignedInRequest
from learning.domain.enrolments import EnrolmentEnded

from ..assessing import Assessment
from ..domain.grading import NotHandedIn, NotWhole, SavedMeanwhile, StaysPassed, publish_feedback, save_feedback
from ..models import Feedback, Submission
from ..presenting import feedback_view, file_rows, read_assessment, review_view, rubric_rows
from ..queries import assessable_in, block_on, waiting_in
from .queue import OfAssessors

# Feedback and who gave it, in one query.
WITH_AUTHORS = Prefetch("feedbacks", Feedback.objects.select_related("by"))


class AssessView(OfAssessors, TemplateView):
    http_method_names = ["get", "head", "options", "post"]
    template_name = "assignments/admin/assess.html"
    page_title = _("Assess")

    def may_enter(self) -> bool:
        """Others find nothing here, whatever number they try."""
        return True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.pk = kwargs["pk"]
        return super().dispatch(request, *args, **kwargs)

    def _found(self) -> Submission:
        rows = assessable_in(self.courses).prefetch_related("files", WITH_AUTHORS, "peer_reviews")
        self.submission: Submission = get_object_or_404(rows, pk=self.pk)
        self.block = block_on(self.submission.release, self.submission.item_key, get_language() or "")
        return self.submission

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._found()
        last = self._last()
        said = Assessment(last.criteria, last.comment, last.passed) if last else Assessment()
        return self._page(said, version=last.version if last else 0)

    def _last(self) -> Feedback | None:
        return max(self.submission.feedbacks.all(), key=lambda one: one.number, default=None)

    # --- Saving and publishing ------------------------------------------------------------------

    def post(self, request: SignedInRequest, pk: int) -> HttpResponse:
        submission = self._found()
        said = read_assessment(self.block, request.POST)
        about: dict[str, Any] = {"submission": submission, "by": request.user, "at": self.at}
        try:
            saved = save_feedback(**about, assessment=said, version=self._version())
        except SavedMeanwhile as other:
            return self._page(said, version=other.feedback.version, other=other.feedback)
        except (NotHandedIn, EnrolmentEnded):
            warning(request, _now("The learner has taken it back, or left the course. Nothing was saved."))
            return redirect(self.queue_url)
        if request.POST.get("do") not in ("publish", "next"):
            success(request, _now("The draft is saved. The learner does not see it."))
            return redirect(self._url(submission.pk))
        return self._on(said, saved.version, about) if request.POST["do"] == "publish" else self._next()

    def _version(self) -> int:
        sent = self.request.POST.get("version", "0")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else -1

    def _on(self, said: Assessment, version: int, about: dict[str, Any]) -> HttpResponse:
        try:
            publish_feedback(**about)
        except NotWhole:
            return self._page(said, version=version, missing=said.missing(self.block))
        except StaysPassed:
            return self._page(said, version=version, stays_passed=True)
        success(self.request, _now("Published. The learner gets a mail."))
        return self._next()

    def _next(self) -> HttpResponse:
        following = self._beside(after=True).first() or self._first()
        if following is None or following == self.submission.pk:
            success(self.request, _now("That was the last one that waits."))
            return redirect(self.queue_url)
        return redirect(self._url(following))

    # --- Showing --------------------------------------------------------------------------------

    def _page(
        self,
        said: Assessment,
        *,
        version: int,
        missing: list[str] | None = None,
        other: Feedback | None = None,
        stays_passed: bool = False,
    ) -> HttpResponse:
        refused = bool(missing or stays_passed)
        context = self.get_context_data() | {
            "criteria": rubric_rows(self.block, said, missing or ()),
            "said": said,
            "version": version,
            "missing": missing,
            "no_verdict": "" in (missing or ()),
            "stays_passed": stays_passed,
            "other": other,
            "others_marks": rubric_rows(self.block, Assessment(other.criteria)) if other else [],
        }
        return self.render_to_response(context, status=409 if other else 422 if refused else 200)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        submission, last = self.submission, self._last()
        published = [one for one in submission.feedbacks.all() if one.is_published]
        before, after, waiting = self._place_in_queue()
        return super().get_context_data(**kwargs) | {
            "submission": submission,
            "learner": submission.enrolment.learner,
            "task": self.block,
            "files": file_rows(submission),
            "published": [feedback_view(one, self.block) for one in reversed(published)],
            "draft": last if last and not last.is_published else None,
            "peers": [review_view(one, self.block) for one in submission.peer_reviews.all() if one.done_at],
            "earlier": self._earlier(),
            "previous": self._url(before) if before else "",
            "next": self._url(after) if after else "",
            "queue_url": self.queue_url,
            "action": self._url(submission.pk),
            "waiting": waiting,
        }

    def _earlier(self) -> list[dict[str, Any]]:
        if self.submission.number == 1:
            return []
        rows = Submission.objects.filter(enrolment=self.submission.enrolment_id, item_key=self.submission.item_key)
        found = rows.filter(number__lt=self.submission.number).order_by("number")
        return [{"number": one.number, "at": one.submitted_at, "url": self._url(one.pk)} for one in found]

    def _url(self, pk: int) -> str:
        url, query = reverse("assignments_admin:assess", args=[pk]), self.filters.query
        return f"{url}?{query}" if query else url

    def _waiting(self) -> Any:
        courses = self.courses.filter(pk=self.filters.course) if self.filters.course else self.courses
        rows = waiting_in(courses)
        return rows.filter(item_key=self.filters.item) if self.filters.item else rows

    def _place_in_queue(self) -> tuple[int | None, int | None, int]:
        """Who waits before this one and after it, and how many wait. One query."""
        one_by_one = self._waiting().order_by().annotate(all=Value(1)).values("all")
        number = one_by_one.annotate(number=Count("pk")).values("number")
        before, after = self._beside(after=False)[:1], self._beside(after=True)[:1]
        here = Submission.objects.filter(pk=self.submission.pk).order_by()
        found: tuple[int | None, int | None, int] = here.values_list(
            Subquery(before), Subquery(after), Coalesce(Subquery(number), 0)
        ).get()
        return found

    def _beside(self, *, after: bool) -> QuerySet[Submission, int]:
        """Those that wait after this one, or before it; the nearest first, in the order of the queue."""
        mine, pk = self.submission.submitted_at, self.submission.pk
        side = "gt" if after else "lt"
        there = Q(**{f"submitted_at__{side}": mine}) | Q(submitted_at=mine, **{f"pk__{side}": pk})
        order = ("submitted_at", "pk") if after else ("-submitted_at", "-pk")
        rows: QuerySet[Submission, int] = self._waiting().filter(there).order_by(*order).values_list("pk", flat=True)
        return rows

    def _first(self) -> int | None:
        found: int | None = self._waiting().values_list("pk", flat=True).first()
        return found
