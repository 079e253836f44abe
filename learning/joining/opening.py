"""When an enrolment's lessons open: at once, or on the day its group starts. Costs no query of its own."""

from datetime import date, datetime

from django.db.models import OuterRef, Subquery

from cms import clock
from learning.models import Enrolment

from .models import GroupPlace


class NotBegun(Exception):
    """The learner's group starts on a later day; nothing can be read or done before."""

    def __init__(self, opens_on: date) -> None:
        super().__init__(opens_on.isoformat())
        self.opens_on = opens_on


def opens_on() -> Subquery:
    """For enrolments as they are looked up: the day their lessons open, None where they are open already."""
    waiting = GroupPlace.objects.filter(enrolment=OuterRef("pk"), waits=True)
    return Subquery(waiting.values("group__starts_on")[:1])


def day_to_wait_for(enrolment: Enrolment, *, at: datetime) -> date | None:
    """The day the lessons open, while it has not come. `opens_on` was looked up with the enrolment."""
    day = enrolment.opens_on
    return day if day and day > clock.local_date(at) else None


def refuse_unbegun(enrolment: Enrolment, *, at: datetime) -> None:
    """Raise NotBegun before the day the learner's group starts."""
    if day := day_to_wait_for(enrolment, at=at):
        raise NotBegun(day)
