"""Getting on with a course: reading, reflecting, remembering the place, and what all this amounts to.

Every verb locks the enrolment first, looks again at what is open, writes a fact, and brings the projections up to
date; the server alone decides when a course is completed.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.expressions import Combinable

from cms import clock
from cms.people.models import User

from ..enums import EnrolmentState, ItemKind, ItemStatus, Verb
from ..joining.opening import opens_on, refuse_unbegun
from ..models import ActivityFact, CourseState, Enrolment, ItemState, Reflection
from ..outline import Item, Lesson, Outline, outline_of
from ..queries import is_trying, item_rows, standing_from
from ..signals import course_completed
from ..standing import Lock, Standing
from .course_certificates import award_for_course
from .enrolments import EnrolmentEnded, move

MAX_REFLECTION = 20_000


class LessonLocked(Exception):
    """The lesson is closed: another must be done first, or its gate waits for something (`lock`).

    `waits_for` is the lesson to go to now, where lessons are taken in order.
    """

    def __init__(self, lesson: Lesson, standing: Standing, lock: Lock) -> None:
        super().__init__(str(lesson.key))
        self.lesson, self.standing, self.lock = lesson, standing, lock
        self.waits_for = standing.frontier if lock.before else None


class UnknownItem(Exception):
    """The learner's release holds no such lesson, quiz or task."""


class ReflectionTooLong(Exception):
    """More than MAX_REFLECTION signs."""


@dataclass(frozen=True)
class Desk:
    """A locked enrolment and where its learner stands: what every verb here works at. `states`: status by item key."""

    enrolment: Enrolment
    standing: Standing
    states: dict[str, str]

    def item(self, lesson_key: UUID, key: str, kind: ItemKind) -> Item:
        """The item, open for work. Raises UnknownItem and LessonLocked."""
        item = self.known_item(lesson_key, key, kind)
        self.refuse_closed(lesson_key)
        return item

    def known_item(self, lesson_key: UUID, key: str, kind: ItemKind) -> Item:
        """The item, open or not. Raises UnknownItem."""
        lesson = self.standing.outline.by_key.get(lesson_key)
        item = lesson.item(key) if lesson else None
        if item is None or item.kind != kind:
            raise UnknownItem(key)
        return item

    def refuse_closed(self, lesson_key: UUID, *, begun: bool = False) -> None:
        """Raise LessonLocked unless the lesson is open; what was `begun` is not refused because a last day is over."""
        lesson = self.standing.outline.by_key[lesson_key]
        lock = self.standing.lock_of(lesson)
        if lock and not (begun and lock.only_closed):
            raise LessonLocked(lesson, self.standing, lock)

    def has_done(self, item: Item) -> bool:
        """Whether the learner has done it; what was waived may still be done."""
        return self.states.get(item.key) == ItemStatus.DONE


def refuse_locked(enrolment: Enrolment, standing: Standing, lesson: Lesson) -> None:
    """Raise LessonLocked, which says why, unless the lesson can be read: it is open, or its last day is over and its
    learner is in the middle of a quiz.
    """
    lock = standing.lock_of(lesson)
    if lock and not (lock.only_closed and is_trying(enrolment, lesson.key)):
        raise LessonLocked(lesson, standing, lock)


def sit_down(enrolment: Enrolment, *, at: datetime | None = None) -> Desk:
    """Lock the enrolment and read where its learner stands: two queries, and one more where gates ask for other
    courses. Raises EnrolmentEnded when withdrawn, and NotBegun before the day the learner's group starts.
    """
    locked = _locked(enrolment)
    if locked.state == EnrolmentState.WITHDRAWN:
        raise EnrolmentEnded(locked.pk)
    at = at or clock.now()
    refuse_unbegun(locked, at=at)
    rows = item_rows(locked)
    standing = standing_from(locked, rows, language=locked.learner.language, at=at)
    return Desk(locked, standing, {key: status for key, status, _score in rows})


def _locked(enrolment: Enrolment) -> Enrolment:
    """The enrolment, locked, with its release. One that was moved while we waited for it is joined with the release
    it had before, and PostgreSQL leaves such a row out: then it is asked for again, and is ours at once.
    """
    rows = (
        Enrolment.objects.select_for_update(of=("self",))  # type: ignore[no-redef]
        .select_related("release", "course", "learner", "course_state")
        .defer("release__outline")
        .annotate(opens_on=opens_on())
        .filter(pk=enrolment.pk)
    )
    return rows.first() or rows.get()


@transaction.atomic
def mark_read(*, enrolment: Enrolment, lesson_key: UUID, by: User | None, at: datetime) -> Enrolment:
    """Take down that the learner says "I have read this". Saying it twice changes nothing.

    Raises UnknownItem (also for lessons with a quiz: those are done by passing it), LessonLocked, EnrolmentEnded.
    """
    desk = sit_down(enrolment, at=at)
    item = desk.item(lesson_key, str(lesson_key), ItemKind.READING)
    if not desk.has_done(item):
        write_fact(desk, Verb.EXPERIENCED, item, client_id=_once(desk, "read", item), by=by, at=at)
        take_down_done(desk, item, by=by, at=at)
    return desk.enrolment


@transaction.atomic
def save_reflection(
    *, enrolment: Enrolment, lesson_key: UUID, item_key: str, text: str, by: User | None, at: datetime
) -> Reflection:
    """Keep what the learner wrote; writing again replaces it. Raises as `mark_read`, and ReflectionTooLong."""
    if len(text) > MAX_REFLECTION:
        raise ReflectionTooLong(len(text))
    desk = sit_down(enrolment, at=at)
    item = desk.item(lesson_key, item_key, ItemKind.REFLECTION)
    reflection, _ = Reflection.objects.update_or_create(
        enrolment=desk.enrolment, item_key=item.key, defaults={"text": text.replace("\x00", ""), "saved_at": at}
    )
    if not desk.has_done(item):
        write_fact(desk, Verb.ANSWERED, item, client_id=_once(desk, "reflected", item), by=by, at=at)
        take_down_done(desk, item, by=by, at=at)
    return reflection


@transaction.atomic
def finish_tabletop(
    *, enrolment: Enrolment, lesson_key: UUID, item_key: str, run: int, by: User | None, at: datetime
) -> Enrolment:
    """Take down that a run of a tabletop is finished with its debrief. Another run changes nothing of it.

    Raises as `mark_read`.
    """
    desk = sit_down(enrolment)
    item = desk.item(lesson_key, item_key, ItemKind.TABLETOP)
    if not desk.has_done(item):
        client_id = _once(desk, "tabletop", item)
        write_fact(desk, Verb.ANSWERED, item, client_id=client_id, by=by, at=at, tabletop=run)
        take_down_done(desk, item, by=by, at=at)
    return desk.enrolment


def remember_place(*, enrolment: Enrolment, lesson_key: UUID, block_id: str) -> None:
    """Put a bookmark where the learner is reading. Unknown lessons are not remembered."""
    if lesson_key in outline_of(enrolment.release).by_key:
        block_id = block_id.replace("\x00", "")[:36]
        CourseState.objects.filter(enrolment=enrolment).update(last_lesson_key=lesson_key, last_block_id=block_id)


def _once(desk: Desk, what: str, item: Item) -> str:
    """Names what is done once in a release: an item that changed may be asked for again in a later one."""
    return f"{what}:{item.key}:{desk.enrolment.release.number}"


def write_fact(
    desk: Desk, verb: Verb, item: Item, *, client_id: str, by: User | None, at: datetime, **value: Any
) -> ActivityFact:
    return ActivityFact.objects.create(
        enrolment=desk.enrolment,
        verb=verb,
        item_key=item.key,
        item_hash=item.content_hash,
        value=value,
        client_id=client_id,
        at=at,
        by=by,
    )


def take_down_done(
    desk: Desk,
    item: Item,
    *,
    by: User | None,
    at: datetime,
    attempts: int | Combinable = 0,
    score: int | Combinable | None = None,
) -> None:
    """Bring the projections up to date after an item was done, and complete the course when it was the last one."""
    keep_state(desk, item, status=ItemStatus.DONE, done_at=at, attempts=attempts, best_score=score)
    before = desk.standing
    standing = replace(before, done=before.done | {item.key}, waived=before.waived - {item.key})
    state = desk.enrolment.course_state
    state.done, state.required = standing.done_count, standing.required_count
    state.last_lesson_key, state.last_block_id = item.lesson_key, ""
    changed = ["done", "required", "last_lesson_key", "last_block_id"]
    if standing.is_complete and desk.enrolment.is_active:
        complete(desk.enrolment, outline=standing.outline, waived=standing.waived, by=by, at=at)
        changed.append("first_completed_at")
    # The row was read while waiting for the lock: a completion written meanwhile must not be written back.
    state.save(update_fields=changed)


def keep_state(desk: Desk, item: Item, **values: Any) -> None:
    """Write one item's projection: one query, whether it is new or not."""
    if item.key in desk.states:
        ItemState.objects.filter(enrolment=desk.enrolment, item_key=item.key).update(**values)
    else:
        ItemState.objects.create(enrolment=desk.enrolment, item_key=item.key, **values)


def complete(
    enrolment: Enrolment, *, outline: Outline, waived: frozenset[str] = frozenset(), by: User | None, at: datetime
) -> None:
    """Complete a locked enrolment whose required items all count as done, and award its certificate.

    `waived` names what was not asked for: the certificate says so. Whoever calls writes
    `course_state.first_completed_at`, which is set here.
    """
    move(enrolment, EnrolmentState.COMPLETED, at=at)
    enrolment.course_state.first_completed_at = enrolment.course_state.first_completed_at or at
    ActivityFact.objects.create(enrolment=enrolment, verb=Verb.COMPLETED, client_id="completed", at=at, by=by)
    award_for_course(enrolment=enrolment, outline=outline, waived=waived, by=by, at=at)
    transaction.on_commit(lambda: course_completed.send(Enrolment, enrolment_id=enrolment.pk), robust=True)
