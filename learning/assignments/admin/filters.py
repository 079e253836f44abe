"""What of the queue is looked at: one course or all, one assignment or all, in which state."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cms.waiting import Queue
from learning.models import Course
from learning.rules import courses_looked_after_by, is_in_some_staff

from ..enums import WAITING, SubmissionState
from ..models import Submission
from ..queries import assessable_in

TO_ASSESS, DRAFTS, ASSESSED = "", "drafts", "assessed"
STATES = [(TO_ASSESS, _("To be assessed")), (DRAFTS, _("With a draft")), (ASSESSED, _("Assessed"))]


@dataclass(frozen=True)
class Filters:
    course: str = ""
    item: str = ""
    state: str = TO_ASSESS

    @classmethod
    def of(cls, query: QueryDict) -> "Filters":
        """Whatever an address says; what makes no sense is left out."""
        course, state = query.get("course", ""), query.get("state", "")
        return cls(
            course if course.isascii() and course.isdigit() and len(course) < 10 else "",
            query.get("item", "").replace("\x00", "")[:80],
            state if state in (DRAFTS, ASSESSED) else TO_ASSESS,
        )

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in vars(self).items() if value})

    def rows(self, courses: QuerySet[Course]) -> QuerySet[Submission]:
        """The queue, the oldest first. What was assessed: the newest first."""
        found = assessable_in(courses.filter(pk=self.course) if self.course else courses)
        if self.item:
            found = found.filter(item_key=self.item)
        if self.state == ASSESSED:
            return found.filter(state=SubmissionState.ASSESSED).order_by("-submitted_at", "-pk")
        waits = Q(state__in=sorted(WAITING), counts=True)
        with_drafts = Q(has_draft=True, counts=True)
        return found.filter(with_drafts if self.state == DRAFTS else waits).order_by("submitted_at", "pk")


def submissions_waiting(user: Any, at: datetime) -> Queue | None:
    """For the first page of the admin."""
    if not is_in_some_staff(user, at=at):
        return None
    number = Filters().rows(courses_looked_after_by(user, at=at)).count()
    return Queue(_now("Assignments to assess"), number, reverse("assignments_admin:queue"))
