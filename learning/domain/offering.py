"""Writing to those who have completed a course that something in it is new to them. Nothing of theirs changes."""

from datetime import datetime

from cms import clock

from ..models import Enrolment, MoveRun
from ..outline import outline_of
from ..queries import done_keys_of, enrolments_to_update
from ..updates import update_between
from .moving import Tally

# Writing a message takes longer than moving somebody.
BATCH = 50


def offer_batch(run: MoveRun, *, at: datetime) -> Tally:
    """Write to the next people who may bring their certificate up to date. A crisis pause holds the mail back."""
    offered = enrolments_to_update(on=clock.local_date(at)).filter(course=run.release.course, pk__gt=run.last_id)
    rows = offered.filter(learner__is_active=True).select_related("learner", "course", "release")
    batch = list(rows.defer("release__outline").order_by("pk")[:BATCH])
    if not batch:
        return Tally()
    return Tally(last_id=batch[-1].pk, offered=sum(_offered(run, batch, at=at)))


def _offered(run: MoveRun, batch: list[Enrolment], *, at: datetime) -> list[bool]:
    """Whether each was written to: whom nothing concerns is left in peace."""
    from ..mails import update_offered

    after, done, written = outline_of(run.release), done_keys_of(batch), []
    for enrolment in batch:
        update = update_between(outline_of(enrolment.release), after, done.get(enrolment.pk, frozenset()))
        if update.lessons:
            update_offered(enrolment, run.release, update, at=at)
        written.append(bool(update.lessons))
    return written
