"""Getting on with a course: reading, reflecting, remembering the place, and what all this amounts to.

Every verb locks the enrolment first, looks again at what is open, writes a fact, and brings the projections up to
date; the server alone decides when a course is completed.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cms.people.models import User

from ..enums import EnrolmentState, ItemKind, ItemStatus, Verb
from ..models import ActivityFact, CourseState, Enrolment, ItemState, Reflection
from ..outline import Item, Lesson, Outline, outline_of
from ..signals import course_completed
from ..standing import Standing
from .course_certificates import award_for_course
from .enrolments import EnrolmentEnded, move

MAX_REFLECTION = 20_000


class LessonLocked(Exception):
    """Another lesson must be done first."""

    def __init__(self, waits_for: Lesson) -> None:
        super().__init__(str(waits_for.key))
        self.waits_for = waits_for


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
        lesson = self.standing.outline.by_key.get(lesson_key)
        item = lesson.item(key) if lesson else None
        if lesson is None or item is None or item.kind != kind:
            raise UnknownItem(key)
        refuse_locked(self.standing, lesson)
        return item


def refuse_locked(standing: Standing, lesson: Lesson) -> None:
    """Raise LessonLocked, naming the lesson to go to now, unless this one is open."""
    if standing.waits_for(lesson) and standing.frontier:
        raise LessonLocked(standing.frontier)


def sit_down(enrolment: Enrolment) -> Desk:
    """Lock the enrolment and read where its learner stands: two queries. Raises EnrolmentEnded when withdrawn."""
    locked = _locked(enrolment)
    if locked.state == EnrolmentState.WITHDRAWN:
        raise EnrolmentEnded(locked.pk)
    states = dict(locked.item_states.values_list("item_key", "status"))
    outline = outline_of(locked.release)
    done = frozenset(key for key, status in states.items() if status == ItemStatus.DONE)
    return Desk(locked, Standing(outline, done, outline.language_for(locked.learner.language)), states)


def _locked(enrolment: Enrolment) -> Enrolment:
    """The enrolment, locked, with its release. One that was moved while we waited for it is joined with the release
    it had before, and PostgreSQL leaves such a row out: then it is asked for again, and is ours at once.
    """
    rows = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("release", "course", "learner", "course_state")
        .defer("release__outline")
        .filter(pk=enrolment.pk)
    )
    return rows.first() or rows.get()


@transaction.atomic
def mark_read(*, enrolment: Enrolment, lesson_key: UUID, by: User | None, at: datetime) -> Enrolment:
    """Take down that the learner says "I have read this". Saying it twice changes nothing.

    Raises UnknownItem (also for lessons with a quiz: those are done by passing it), LessonLocked, EnrolmentEnded.
    """
    desk = sit_down(enrolment)
    item = desk.item(lesson_key, str(lesson_key), ItemKind.READING)
    if item.key not in desk.standing.done:
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
    desk = sit_down(enrolment)
    item = desk.item(lesson_key, item_key, ItemKind.REFLECTION)
    reflection, _ = Reflection.objects.update_or_create(
        enrolment=desk.enrolment, item_key=item.key, defaults={"text": text.replace("\x00", ""), "saved_at": at}
    )
    if item.key not in desk.standing.done:
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
    if item.key not in desk.standing.done:
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
    desk: Desk, item: Item, *, by: User | None, at: datetime, attempts: int = 0, score: int | None = None
) -> None:
    """Bring the projections up to date after an item was done, and complete the course when it was the last one."""
    keep_state(desk, item, status=ItemStatus.DONE, done_at=at, attempts=attempts, best_score=score)
    standing = Standing(desk.standing.outline, desk.standing.done | {item.key}, desk.standing.language)
    state = desk.enrolment.course_state
    state.done, state.required = standing.done_count, standing.required_count
    state.last_lesson_key, state.last_block_id = item.lesson_key, ""
    changed = ["done", "required", "last_lesson_key", "last_block_id"]
    if standing.is_complete and desk.enrolment.is_active:
        complete(desk.enrolment, outline=standing.outline, by=by, at=at)
        changed.append("first_completed_at")
    # The row was read while waiting for the lock: a completion written meanwhile must not be written back.
    state.save(update_fields=changed)


def keep_state(desk: Desk, item: Item, **values: Any) -> None:
    """Write one item's projection: one query, whether it is new or not."""
    if item.key in desk.states:
        ItemState.objects.filter(enrolment=desk.enrolment, item_key=item.key).update(**values)
    else:
        ItemState.objects.create(enrolment=desk.enrolment, item_key=item.key, **values)


def complete(enrolment: Enrolment, *, outline: Outline, by: User | None, at: datetime) -> None:
    """Complete a locked enrolment whose required items are all done, and award its certificate.

    Whoever calls writes `course_state.first_completed_at`, which is set here.
    """
    move(enrolment, EnrolmentState.COMPLETED, at=at)
    enrolment.course_state.first_completed_at = enrolment.course_state.first_completed_at or at
    ActivityFact.objects.create(enrolment=enrolment, verb=Verb.COMPLETED, client_id="completed", at=at, by=by)
    award_for_course(enrolment=enrolment, outline=outline, by=by, at=at)
    transaction.on_commit(lambda: course_completed.send(Enrolment, enrolment_id=enrolment.pk), robust=True)
