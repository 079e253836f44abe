"""What a batch of a move does, set by set: some statements for hundreds of people.

Locked are the enrolments of the batch and nothing else; nobody who reads waits for it. Each person's `MOVED` fact says
from where, to where, why, and what is to be done again, so that the facts alone give the same states.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Count, Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from ..changes import changed_item_keys
from ..enums import COUNTED, EnrolmentState, ItemStatus, MovePolicy, Verb
from ..models import ActivityFact, CourseState, Enrolment, ItemState, MoveRun, ReleaseItem
from ..outline import Outline, outline_of
from ..tries import all_tries
from .progress import complete

BATCH = 500


@dataclass
class Tally:
    """What became of a batch; `last_id` is 0 when there was nobody left."""

    last_id: int = 0
    done: int = 0
    moved: int = 0
    stayed: int = 0
    completed: int = 0
    offered: int = 0


def move_batch(run: MoveRun, *, at: datetime) -> Tally:
    """Move the next people of the run's first release who are under way, as its policies say."""
    locked = Enrolment.objects.select_for_update(of=("self",)).filter(
        release=run.from_release, state=EnrolmentState.ACTIVE, pk__gt=run.last_id
    )
    batch = Batch(run, list(locked.order_by("pk").values_list("pk", flat=True)[:BATCH]))
    if not batch.ids:
        return Tally()
    batch.move(at=at)
    tally = Tally(last_id=batch.ids[-1], done=len(batch.ids), moved=len(batch.movers))
    tally.stayed = tally.done - tally.moved
    tally.completed = _complete_those_done(run, batch.movers, at=at)
    return tally


@dataclass
class Batch:
    """The locked enrolments of a batch, and what is known of the people: `states` and `open_attempts` by item."""

    run: MoveRun
    ids: list[int]
    states: dict[int, dict[str, str]] = field(default_factory=dict)
    tried: dict[int, set[str]] = field(default_factory=dict)
    open_attempts: dict[int, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read only now that they are locked: nothing of it changes any more."""
        rows = ItemState.objects.filter(enrolment__in=self.ids).order_by()
        for pk, key, status in rows.values_list("enrolment_id", "item_key", "status"):
            self.states.setdefault(pk, {})[key] = status
        for tries in all_tries():
            for pk, key, is_open in tries.told(enrolment__in=self.ids, counts=True):
                self.tried.setdefault(pk, set()).add(key)
                if is_open:
                    self.open_attempts.setdefault(pk, set()).add(key)

    def policy_for(self, pk: int) -> str:
        begun = pk in self.states or pk in self.tried
        return self.run.under_way if begun else self.run.not_started

    @cached_property
    def movers(self) -> list[int]:
        return [pk for pk in self.ids if self.policy_for(pk) != MovePolicy.STAY]

    @cached_property
    def changed(self) -> frozenset[str]:
        return changed_item_keys(outline_of(self.run.from_release), outline_of(self.run.release))

    def redo(self, pk: int) -> list[str]:
        """What this person is to begin afresh: with `redo` all that has changed; else only a quiz not passed yet,
        so that tries at the old one do not use up those at the new one. Who is in the middle of a try finishes it.
        What was waived stays waived.
        """
        states = self.states.get(pk, {})
        begun = self.changed & (states.keys() | self.tried.get(pk, set()))
        begun = frozenset(key for key in begun if states.get(key) != ItemStatus.WAIVED)
        if self.policy_for(pk) != MovePolicy.REDO:
            open_ones = self.open_attempts.get(pk, set())
            begun = frozenset(key for key in begun if states.get(key) != ItemStatus.DONE and key not in open_ones)
        return sorted(begun)

    def move(self, *, at: datetime) -> None:
        afresh = {pk: keys for pk in self.movers if (keys := self.redo(pk))}
        facts = [self._fact(pk, afresh.get(pk, []), at=at) for pk in self.movers]
        ActivityFact.objects.bulk_create(facts, ignore_conflicts=True)
        Enrolment.objects.filter(pk__in=self.movers).update(release=self.run.release)
        _begin_afresh(self.run, afresh.keys(), self.changed)
        _count_anew(self.run, self.movers)

    def _fact(self, pk: int, redo: list[str], *, at: datetime) -> ActivityFact:
        run = self.run
        value = {
            "from": run.from_release.number,
            "to": run.release.number,
            "policy": self.policy_for(pk),
            "redo": redo,
            "run": run.pk,
        }
        return ActivityFact(
            enrolment_id=pk, verb=Verb.MOVED, client_id=f"moved:{run.pk}", value=value, at=at, by_id=run.by_id
        )


def _begin_afresh(run: MoveRun, ids: Collection[int], changed: frozenset[str]) -> None:
    """Forget states, and let earlier attempts no longer count, as `Batch.redo` says: one statement for each kind of
    try, and one for the states of all.
    """
    mine = {"enrolment": OuterRef("enrolment"), "item_key": OuterRef("item_key")}
    is_waived = Exists(ItemState.objects.filter(**mine, status=ItemStatus.WAIVED))
    states = ItemState.objects.filter(enrolment__in=ids, item_key__in=changed).exclude(status=ItemStatus.WAIVED)
    is_done = Exists(ItemState.objects.filter(**mine, status=ItemStatus.DONE))
    keeps = run.under_way != MovePolicy.REDO
    for tries in all_tries():
        rows = tries.rows(enrolment__in=ids, item_key__in=changed).exclude(is_waived)
        if keeps:
            is_open = Exists(tries.rows(**mine, counts=True).filter(tries.is_open))
            rows, states = rows.exclude(is_open).exclude(is_done), states.exclude(is_open)
        rows.update(counts=False)
    if keeps:
        states = states.exclude(status=ItemStatus.DONE)
    states.delete()


def _count_anew(run: MoveRun, ids: Collection[int]) -> None:
    """How much of the new release each of them has done: one statement for all."""
    required = ReleaseItem.objects.filter(release=run.release, required=True)
    done = (
        ItemState.objects.filter(
            enrolment=OuterRef("enrolment"), status__in=COUNTED, item_key__in=required.values("key")
        )
        .order_by()
        .values("enrolment")
        .annotate(number=Count("pk"))
        .values("number")
    )
    CourseState.objects.filter(enrolment__in=ids).update(
        done=Coalesce(Subquery(done), 0), required=len(outline_of(run.release).required_keys)
    )


def _complete_those_done(run: MoveRun, ids: Collection[int], *, at: datetime) -> int:
    """Who has done all that the new release asks for has completed the course, and gets the certificate. Not so an
    account that is closed: nobody is there to get it.
    """
    outline: Outline = outline_of(run.release)
    done = Enrolment.objects.filter(pk__in=ids, course_state__required__gt=0, learner__is_active=True)
    done = done.filter(course_state__done=F("course_state__required"))
    completed = list(done.select_related("learner", "course_state", "organisation").order_by("pk"))
    waived = _waived_by([enrolment.pk for enrolment in completed])
    for enrolment in completed:
        enrolment.release = run.release
        complete(enrolment, outline=outline, waived=waived.get(enrolment.pk, frozenset()), by=run.by, at=at)
        enrolment.course_state.save(update_fields=["first_completed_at"])
    return len(completed)


def _waived_by(ids: Collection[int]) -> dict[int, frozenset[str]]:
    """Keys of the items that were not asked of these people. One query."""
    found: dict[int, frozenset[str]] = {}
    rows = ItemState.objects.filter(enrolment__in=ids, status=ItemStatus.WAIVED)
    for pk, key in rows.values_list("enrolment_id", "item_key"):
        found[pk] = found.get(pk, frozenset()) | {key}
    return found
