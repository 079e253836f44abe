"""What a teacher decides about learners who assess each other: until when, and to go on without those who are missing.

Nothing happens by itself when the last day is over: what comes late is taken until the teacher goes on.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from cms import audit, clock
from cms.people.models import User
from learning.models import Course

from ..models import PeerReview, ReviewDeadline
from ..queries import last_day_of_reviews, reviews_of


class InThePast(Exception):
    """The last day has been."""


class NotOverYet(Exception):
    """There is no last day, or it has not passed."""


@transaction.atomic
def set_last_day(*, course: Course, item_key: str, last_day: date | None, by: User, at: datetime) -> None:
    """Say until when others are to be assessed; without a day there is no deadline. Raises InThePast."""
    Course.objects.select_for_update().get(pk=course.pk)
    if last_day and last_day < clock.local_date(at):
        raise InThePast
    if last_day:
        about: dict[str, Any] = {"course": course, "item_key": item_key}
        ReviewDeadline.objects.update_or_create(**about, defaults={"last_day": last_day})
    else:
        ReviewDeadline.objects.filter(course=course, item_key=item_key).delete()
    said = last_day.isoformat() if last_day else ""
    audit.record(course, action="assignments.review_deadline", by=by, at=at, item=item_key, last_day=said)


@transaction.atomic
def go_on_without(*, course: Course, item_key: str, by: User, at: datetime) -> int:
    """Close what was not sent by the last day, and say how many: it can be sent no more. Raises NotOverYet."""
    Course.objects.select_for_update().get(pk=course.pk)
    last_day = last_day_of_reviews(course.pk, item_key)
    if last_day is None or last_day >= clock.local_date(at):
        raise NotOverYet
    missing = list(reviews_of(course.pk, item_key).filter(done_at=None, closed_at=None).values_list("pk", flat=True))
    closed = PeerReview.objects.filter(pk__in=missing, done_at=None).update(closed_at=at)
    audit.record(course, action="assignments.go_on_without", by=by, at=at, item=item_key, number=closed)
    return closed
