"""Checking that the projections say what the facts say, and making it so.

Enrolments are gone through chunk by chunk in the order of their ids, facts are streamed: memory is bounded by a chunk,
whatever the number of facts. While people learn, what is read here and there may not be of one moment; so whatever
seems to differ is locked and looked at again before it is called a difference.
"""

import logging
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from ..enums import EnrolmentState
from ..models import ActivityFact, CourseState, Enrolment, ItemState, ProgressCheck
from ..outline import outline_of
from ..projections import Fact, Projection, project

CHUNK = 500
# So many differences are kept in words; how many there are is counted to the end.
KEPT = 100
SAMPLE = 500
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Difference:
    """One thing that a projection says otherwise than the facts. `what` is an item's key, or the name of a column."""

    enrolment_id: int
    what: str
    stored: Any
    facts: Any

    def as_json(self) -> dict[str, Any]:
        return {
            "enrolment": self.enrolment_id,
            "what": self.what,
            "stored": _plain(self.stored),
            "facts": _plain(self.facts),
        }


@dataclass
class Outcome:
    checked: int = 0
    # Enrolments that differ, each with what does.
    found: dict[int, list[Difference]] = field(default_factory=dict)
    number_found: int = 0


# Item states by key, as their columns: status, attempts, best score, moment.
States = dict[str, tuple[str, int, int | None, datetime | None]]
# done, required, first completed, state of the enrolment, number of the release, what waivers have opened.
Course = tuple[int, int, datetime | None, str, int | None, list[str]]


def check_progress(
    enrolments: QuerySet[Enrolment], *, at: datetime, repair: bool = False, chunk: int = CHUNK
) -> ProgressCheck:
    """Compare the projections of these enrolments with their facts; with `repair`, write what the facts say.

    What an enrolment's own state and release say is compared, and never rewritten: nobody's completion is taken or
    given by a repair. Leaves a row that says what was found.
    """
    outcome = Outcome()
    for ids in _chunks(enrolments, chunk):
        seem = [pk for pk, differences in _compared(ids) if differences]
        outcome.checked += len(ids)
        for pk, differences in _settled(seem, repair=repair):
            outcome.number_found += 1
            if len(outcome.found) < KEPT:
                outcome.found[pk] = differences
    return _written(outcome, at=at, repair=repair)


def check_sample(*, at: datetime, size: int = SAMPLE) -> ProgressCheck:
    """Check some enrolments, chosen by chance; a difference is a line in the log of whoever runs the site."""
    check = check_progress(sample_of(Enrolment.objects.all(), size, chance=random.SystemRandom()), at=at)
    if check.found:
        logger.error("Progress of %s of %s enrolments is not what the facts say: %s", check.found, check.checked, check)
    return check


def sample_of(enrolments: QuerySet[Enrolment], size: int, *, chance: random.Random) -> QuerySet[Enrolment]:
    """So many of them, by chance. Ids are few bytes each; whatever else is read is read of these alone."""
    ids = list(enrolments.order_by().values_list("pk", flat=True))
    return Enrolment.objects.filter(pk__in=chance.sample(ids, min(size, len(ids))))


def _chunks(enrolments: QuerySet[Enrolment], size: int) -> Iterator[list[int]]:
    last = 0
    while ids := list(enrolments.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:size]):
        yield ids
        last = ids[-1]


def _written(outcome: Outcome, *, at: datetime, repair: bool) -> ProgressCheck:
    kept = [one.as_json() for differences in outcome.found.values() for one in differences]
    return ProgressCheck.objects.create(
        started_at=at,
        checked=outcome.checked,
        found=outcome.number_found,
        differences=kept[:KEPT],
        repaired=repair and outcome.number_found > 0,
    )


# --- Comparing ---------------------------------------------------------------------------------------


def _compared(ids: Sequence[int]) -> Iterator[tuple[int, list[Difference]]]:
    """Each of these enrolments with what differs. Four queries."""
    enrolments = _enrolments(ids)
    states, courses = _item_states(ids), _course_states(enrolments)
    for pk, projection in _projections(ids):
        enrolment = enrolments[pk]
        items = {key: item.values for key, item in projection.items.items()}
        differences = list(_item_differences(pk, states.get(pk, {}), items))
        differences += _course_differences(pk, courses.get(pk), _course_of(enrolment, projection))
        yield pk, differences


def _item_differences(pk: int, stored: States, facts: States) -> Iterator[Difference]:
    for key in sorted(stored.keys() | facts.keys()):
        if stored.get(key) != facts.get(key):
            yield Difference(pk, key, stored.get(key), facts.get(key))


COLUMNS = ("done", "required", "first_completed_at", "state", "release", "opened")


def _course_differences(pk: int, stored: Course | None, facts: Course) -> Iterator[Difference]:
    for place, name in enumerate(COLUMNS):
        here = stored[place] if stored else None
        if here != facts[place]:
            yield Difference(pk, name, here, facts[place])


def _course_of(enrolment: Enrolment, projection: Projection) -> Course:
    """What the facts say of the course. Facts from before releases were written down in them name no release."""
    required = outline_of(enrolment.release).required_keys
    state = EnrolmentState.ACTIVE
    if projection.completed_at:
        state = EnrolmentState.COMPLETED
    elif projection.withdrawn_at:
        state = EnrolmentState.WITHDRAWN
    release = projection.release or enrolment.release.number
    done, opened = len(required & projection.done), sorted(projection.opened)
    return done, len(required), projection.completed_at, state.value, release, opened


def _enrolments(ids: Sequence[int]) -> dict[int, Enrolment]:
    rows = Enrolment.objects.filter(pk__in=ids).select_related("release", "course_state").defer("release__outline")
    return {one.pk: one for one in rows}


def _course_states(enrolments: dict[int, Enrolment]) -> dict[int, Course]:
    found: dict[int, Course] = {}
    for pk, one in enrolments.items():
        if hasattr(one, "course_state"):
            state = one.course_state
            done = state.done, state.required, state.first_completed_at
            found[pk] = *done, one.state, one.release.number, state.opened
    return found


def _item_states(ids: Sequence[int]) -> dict[int, States]:
    found: dict[int, States] = {}
    rows = ItemState.objects.filter(enrolment__in=ids).order_by()
    values = rows.values_list("enrolment_id", "item_key", "status", "attempts", "best_score", "done_at")
    for pk, key, status, attempts, best_score, done_at in values.iterator():
        found.setdefault(pk, {})[key] = status, attempts, best_score, done_at
    return found


def _projections(ids: Sequence[int]) -> Iterator[tuple[int, Projection]]:
    """What the facts of each of these enrolments amount to; also of one that has no facts at all."""
    without = set(ids)
    rows = ActivityFact.objects.filter(enrolment__in=ids).order_by("enrolment_id", "pk")
    values = rows.values_list("enrolment_id", "verb", "item_key", "item_hash", "value", "at").iterator(chunk_size=2000)
    for pk, facts in groupby(values, key=lambda row: row[0]):
        without.discard(pk)
        yield pk, project(Fact(*fact[1:]) for fact in facts)
    yield from ((pk, Projection()) for pk in sorted(without))


# --- Settling ----------------------------------------------------------------------------------------


@transaction.atomic
def _settled(ids: Sequence[int], *, repair: bool) -> list[tuple[int, list[Difference]]]:
    """What still differs once nobody else can write to it; written as the facts say, when asked to."""
    if not ids:
        return []
    list(Enrolment.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk").values_list("pk"))
    differing = [(pk, differences) for pk, differences in _compared(ids) if differences]
    if repair:
        _rewrite([pk for pk, _differences in differing])
    return differing


def _rewrite(ids: Sequence[int]) -> None:
    """Write the item and course states of these enrolments anew; the bookmark in them is no fact, and stays."""
    enrolments = _enrolments(ids)
    items: list[ItemState] = []
    courses: list[CourseState] = []
    for pk, projection in _projections(ids):
        items += _item_rows(pk, projection)
        done, required, completed_at, _state, _release, opened = _course_of(enrolments[pk], projection)
        courses.append(
            CourseState(enrolment_id=pk, done=done, required=required, first_completed_at=completed_at, opened=opened)
        )
    ItemState.objects.filter(enrolment__in=ids).delete()
    ItemState.objects.bulk_create(items, batch_size=2000)
    CourseState.objects.bulk_create(
        courses,
        update_conflicts=True,
        unique_fields=["enrolment"],
        update_fields=["done", "required", "first_completed_at", "opened"],
        batch_size=1000,
    )


def _item_rows(pk: int, projection: Projection) -> Iterable[ItemState]:
    for key, item in projection.items.items():
        status, attempts, best_score, done_at = item.values
        yield ItemState(
            enrolment_id=pk, item_key=key, status=status, attempts=attempts, best_score=best_score, done_at=done_at
        )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
