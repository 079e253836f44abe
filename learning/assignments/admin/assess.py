"""One submission and its rubric: saved as a draft, or published and on to the next, without leaving the keyboard."""

from typing import Any

from django.contrib.messages import success, warning
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
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
from ..domain.feedback_files import attach_file, take_file_off
from ..domain.grading import NotHandedIn, NotWhole, SavedMeanwhile, StaysPassed, save_and_publish, save_feedback
from ..enums import Refusal
from ..file_checks import FileRefused
from ..models import Feedback, Submission
from ..presenting import (
    ENDINGS,
    feedback_file_rows,
    feedback_view,
    file_rows,
    read_assessment,
    review_view,
    rubric_rows,
)
from ..queries import assessable_in, block_on, waiting_in
from .queue import OfAssessors

# Feedback and who gave it, in one query.
WITH_AUTHORS = Prefetch("feedbacks", Feedback.objects.select_related("by").prefetch_related("files"))


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
        rows = self._placed(assessable_in(self.courses)).prefetch_related("files", WITH_AUTHORS, "peer_reviews")
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
        submission = self.submission = get_object_or_404(self._placed(assessable_in(self.courses)), pk=pk)
        self.block = block_on(submission.release, submission.item_key, get_language() or "")
        said, what = read_assessment(self.block, request.POST), request.POST.get("do")
        if refused := self._change_files():
            return self._again(said, refused_files=refused)
        save = save_and_publish if what == "publish" else save_feedback
        try:
            save(submission=submission, assessment=said, version=self._version(), by=request.user, at=self.at)
        except SavedMeanwhile as other:
            return self._again(said, version=other.feedback.version, other=other.feedback)
        except NotWhole as refusal:
            return self._again(said, missing=refusal.missing)
        except StaysPassed:
            return self._again(said, stays_passed=True)
        except (NotHandedIn, EnrolmentEnded):
            warning(request, _now("The learner has taken it back, or left the course. Nothing was saved."))
            return redirect(self.queue_url)
        return self._after(what)

    def _change_files(self) -> list[dict[str, Any]]:
        """Take off what was ticked, and keep what came along; say which were refused and why."""
        refused: list[dict[str, Any]] = []
        if not self.submission.counts:
            return refused
        who: dict[str, Any] = {"submission": self.submission, "by": self.request.user, "at": self.at}
        for key in self.request.POST.getlist("take-off"):
            take_file_off(key=key, **who)
        for upload in self.request.FILES.getlist("files"):
            try:
                attach_file(upload=upload, **who)
            except FileRefused as no:
                refused.append({"name": upload.name, "text": Refusal(no.reason).label})
        return refused

    def _version(self) -> int:
        sent = self.request.POST.get("version", "0")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else -1

    def _again(self, said: Assessment, *, version: int | None = None, **about: Any) -> HttpResponse:
        """The page as it is now, with what was said in its fields."""
        self._found()
        last = self._last()
        return self._page(said, version=version or (last.version if last else 0), **about)

    def _after(self, what: str | None) -> HttpResponse:
        if what not in ("publish", "next"):
            success(self.request, _now("The draft is saved. The learner does not see it."))
            return redirect(self._url(self.submission.pk))
        if what == "publish":
            success(self.request, _now("Published. The learner gets a mail."))
        following: int | None = self.submission.after or self.submission.first  # type: ignore[attr-defined]
        if following is None:
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
        refused_files: list[dict[str, Any]] | None = None,
    ) -> HttpResponse:
        refused = bool(missing or stays_passed or refused_files)
        context = self.get_context_data() | {
            "criteria": rubric_rows(self.block, said, missing or ()),
            "said": said,
            "version": version,
            "missing": missing,
            "no_verdict": "" in (missing or ()),
            "stays_passed": stays_passed,
            "refused_files": refused_files,
            "other": other,
            "others_marks": rubric_rows(self.block, Assessment(other.criteria)) if other else [],
        }
        return self.render_to_response(context, status=409 if other else 422 if refused else 200)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        submission: Any = self.submission  # with its place in the queue
        last = self._last()
        published = [one for one in submission.feedbacks.all() if one.is_published]
        return super().get_context_data(**kwargs) | {
            "submission": submission,
            "learner": submission.enrolment.learner,
            "task": self.block,
            "files": file_rows(submission),
            "published": [feedback_view(one, self.block) for one in reversed(published)],
            "draft": last if last and not last.is_published else None,
            "peers": [review_view(one, self.block) for one in submission.peer_reviews.all() if one.done_at],
            "attached": feedback_file_rows(submission.feedback_files.filter(feedback=None)),
            "accept": ",".join(ENDINGS.values()),
            "reviews_url": self._reviews_url(),
            "earlier": self._earlier(),
            "previous": self._url(submission.before) if submission.before else "",
            "next": self._url(submission.after) if submission.after else "",
            "queue_url": self.queue_url,
            "action": self._url(submission.pk),
            "waiting": submission.waiting,
        }

    def _earlier(self) -> list[dict[str, Any]]:
        if self.submission.number == 1:
            return []
        rows = Submission.objects.filter(enrolment=self.submission.enrolment_id, item_key=self.submission.item_key)
        found = rows.filter(number__lt=self.submission.number).order_by("number")
        return [{"number": one.number, "at": one.submitted_at, "url": self._url(one.pk)} for one in found]

    def _reviews_url(self) -> str:
        """To who assesses whom until when, where learners assess each other."""
        if not self.block["peer_reviews"]:
            return ""
        return reverse(
            "assignments_admin:reviews", args=[self.submission.enrolment.course_id, self.submission.item_key]
        )

    def _url(self, pk: int) -> str:
        url, query = reverse("assignments_admin:assess", args=[pk]), self.filters.query
        return f"{url}?{query}" if query else url

    # --- The queue ------------------------------------------------------------------------------

    def _placed(self, rows: QuerySet[Submission]) -> QuerySet[Submission]:
        """With who waits before each and after it, who waits first apart from it, and how many wait."""
        waiting = self._waiting()
        ids = waiting.exclude(pk=OuterRef("pk")).values("pk")
        number = waiting.order_by().annotate(all=Value(1)).values("all").annotate(number=Count("pk")).values("number")
        return rows.annotate(
            before=Subquery(ids.filter(_beside("lt")).order_by("-submitted_at", "-pk")[:1]),
            after=Subquery(ids.filter(_beside("gt")).order_by("submitted_at", "pk")[:1]),
            first=Subquery(ids[:1]),
            waiting=Coalesce(Subquery(number), 0),
        )

    def _waiting(self) -> QuerySet[Submission]:
        courses = self.courses.filter(pk=self.filters.course) if self.filters.course else self.courses
        rows = waiting_in(courses)
        return rows.filter(item_key=self.filters.item) if self.filters.item else rows


def _beside(side: str) -> Q:
    there = Q(**{f"submitted_at__{side}": OuterRef("submitted_at")})
    return there | Q(submitted_at=OuterRef("submitted_at"), **{f"pk__{side}": OuterRef("pk")})
