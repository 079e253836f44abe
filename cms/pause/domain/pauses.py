"""Declaring and ending a crisis pause."""

from datetime import datetime

from django.db import IntegrityError, transaction

from cms import audit
from cms.people.models import User

from ..models import Pause
from ..targets import Target


class WhomMissing(Exception):
    """Nothing says which municipality, county, sector or organisation is meant."""


class EndsBeforeItStarts(Exception):
    """The planned end has passed."""


class AlreadyPaused(Exception):
    """A pause without an end holds for the same municipality, county, sector or organisation already."""


class PauseIsOver(Exception):
    """It was ended, or its planned end has passed."""


def declare_pause(
    *, target: Target, reason: str, by: User | None, at: datetime, ends_at: datetime | None = None
) -> Pause:
    """Let the timers of everybody the target covers stand still from now, until the pause is ended (or `ends_at`).

    Pauses of different targets may overlap. Raises WhomMissing, EndsBeforeItStarts or AlreadyPaused.
    """
    if not target.is_whole:
        raise WhomMissing
    if ends_at is not None and ends_at <= at:
        raise EndsBeforeItStarts
    pause = Pause(**target.fields(), reason=reason.strip(), starts_at=at, ends_at=ends_at, declared_by=by)
    if _holds_already(pause, at=at):
        raise AlreadyPaused
    try:
        with transaction.atomic():
            pause.save(force_insert=True)
            audit.record(pause, action="pause.declare", by=by, at=at, target=pause.target)
    except IntegrityError:  # two declared it at the same moment
        raise AlreadyPaused from None
    return pause


def _holds_already(pause: Pause, *, at: datetime) -> bool:
    """An open pause covers everything a later one could; so does one that ends no earlier."""
    same = Pause.objects.filter(target=pause.target)
    if same.filter(ends_at__isnull=True).exists():
        return True
    return pause.ends_at is not None and same.filter(starts_at__lte=at, ends_at__gte=pause.ends_at).exists()


@transaction.atomic
def end_pause(*, pause: Pause, by: User | None, at: datetime) -> Pause:
    """Let the timers run again. Deadlines have moved by as long as it lasted. Raises PauseIsOver."""
    locked = Pause.objects.select_for_update().get(pk=pause.pk)
    if locked.ends_at is not None and locked.ends_at <= at:
        raise PauseIsOver
    locked.ends_at, locked.ended_by = max(at, locked.starts_at), by
    locked.save(update_fields=["ends_at", "ended_by"])
    audit.record(locked, action="pause.end", by=by, at=at, target=locked.target)
    return locked
