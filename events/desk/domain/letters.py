"""Letters to people on a list: staff say what and to whom, the worker writes to each, and numbers say how far it is."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Count, F, Q, QuerySet

from cms import audit, clock
from cms.long_work import claimed, without_worker
from cms.people.models import User
from cms.texts import Texts

from ...models import Occurrence, Place
from .. import mails
from ..enums import LetterKind, LetterState
from ..models import Letter
from ..people import PeopleFilters, with_address

SLICE = timedelta(seconds=15)
BATCH = 50


class NobodyToWriteTo(Exception):
    """No place on this list has an address."""


class FormUsedAlready(Exception):
    """The form was sent before, for another occurrence."""


@dataclass(frozen=True)
class Words:
    """What staff wrote, in one language at least."""

    subjects: Texts
    texts: Texts
    kind: str = LetterKind.PRACTICAL
    # Drawn with the form: a double click is one letter.
    key: UUID = field(default_factory=uuid4)


def readers(filters: PeopleFilters, occurrence: Occurrence, *, kind: str) -> QuerySet[Any]:
    """Places on the list with `address`. What can be declined goes to people with an account."""
    rows = with_address(filters.rows(occurrence))
    if kind == LetterKind.NEWS:
        rows = rows.filter(Q(user__is_active=True) | Q(email="", booking__contact__is_active=True))
    return rows


def number_of_readers(filters: PeopleFilters, occurrence: Occurrence, *, kind: str) -> int:
    """Different addresses. One query."""
    rows = readers(filters, occurrence, kind=kind).order_by()
    return int(rows.aggregate(number=Count("address", distinct=True))["number"])


def write_letter(*, occurrence: Occurrence, filters: PeopleFilters, words: Words, by: User, at: datetime) -> Letter:
    """Have everybody on the list written to, each address once. Who is on it is settled now; the worker does the rest.

    The same form sent twice is one letter. Raises NobodyToWriteTo, FormUsedAlready.
    """
    try:
        with transaction.atomic():
            return _write(occurrence, filters, words, by=by, at=at)
    except IntegrityError:
        earlier = Letter.objects.filter(key=words.key, occurrence=occurrence).first()
        if earlier is None:
            raise FormUsedAlready from None
        return earlier


def _write(occurrence: Occurrence, filters: PeopleFilters, words: Words, *, by: User, at: datetime) -> Letter:
    places = _one_place_each(readers(filters, occurrence, kind=words.kind))
    if not places:
        raise NobodyToWriteTo
    letter = Letter(
        occurrence=occurrence,
        key=words.key,
        kind=words.kind,
        subjects=words.subjects,
        texts=words.texts,
        filters={name: value for name, value in filters.values.items() if name != "text"},
        place_ids=places,
        total=len(places),
        by=by,
        started_at=at,
        moved_at=at,
    )
    letter.save(force_insert=True)
    audit.record(occurrence, action="events.write_letter", by=by, at=at, number=len(places), letter=letter.pk)
    _enqueue(letter.pk)
    return letter


def _one_place_each(rows: QuerySet[Any]) -> list[int]:
    """For each address the place that somebody is named on, the oldest first."""
    found: dict[str, int] = {}
    for pk, address in rows.order_by("-email", "pk").values_list("pk", "address"):
        found.setdefault(address, pk)
    return sorted(found.values())


def try_letter(*, occurrence: Occurrence, words: Words, place: Place | None, by: User, at: datetime) -> None:
    """Send it to oneself, as one reader of the list would get it."""
    mails.try_letter(occurrence, words, place, to=by, at=at)


# --- The worker -----------------------------------------------------------------------------------------


def advance_letter(*, letter_id: int, at: datetime) -> bool:
    """Write to some of its people; say whether more are left. Safe to call at any time, and again."""
    letter = _claim(letter_id, at=at)
    if letter is None:
        return False
    until = time.monotonic() + SLICE.total_seconds()
    for start in range(letter.done, letter.total, BATCH):
        _write_to(letter, letter.place_ids[start : start + BATCH])
        if time.monotonic() >= until:
            Letter.objects.filter(pk=letter_id).update(attempts=0)
            return True
    _finish(letter_id)
    return False


def stale_letters(*, at: datetime) -> list[int]:
    """Letters whose worker was lost."""
    return without_worker(Letter.objects.filter(state=LetterState.RUNNING), at=at)


def _claim(letter_id: int, *, at: datetime) -> Letter | None:
    """Take the letter for this worker, when no other moves it. One that keeps failing is given up."""
    running = Letter.objects.filter(state=LetterState.RUNNING)
    if not claimed(running, letter_id, failed=LetterState.FAILED, at=at):
        return None
    return Letter.objects.select_related("occurrence__series").get(pk=letter_id)


@transaction.atomic
def _write_to(letter: Letter, ids: Sequence[int]) -> None:
    """A batch, with how far it brought the letter, in one transaction. Who is erased meanwhile is passed by."""
    at = clock.now()
    places = Place.objects.filter(pk__in=ids).select_related("user", "booking__contact", "occurrence").order_by("pk")
    written = sum(mails.letter(letter, place, at=at) for place in places)
    # Something came of it, so this is not what kills its worker.
    moved = {"done": F("done") + len(ids), "written": F("written") + written}
    Letter.objects.filter(pk=letter.pk).update(**moved, moved_at=at, attempts=1)


@transaction.atomic
def _finish(letter_id: int) -> None:
    letter, at = Letter.objects.select_for_update().get(pk=letter_id), clock.now()
    if letter.state != LetterState.RUNNING:
        return
    letter.state, letter.finished_at, letter.attempts, letter.place_ids = LetterState.FINISHED, at, 0, []
    letter.save(update_fields=["state", "finished_at", "attempts", "place_ids"])


def _enqueue(letter_id: int) -> None:
    from ..tasks import advance_letter as task

    transaction.on_commit(lambda: task.delay(letter_id), robust=True)
