"""What somebody was shown before they said yes: an invoice that would be another one by now is not issued unseen."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from events.models import Place

from .payers import Details


class ChangedSinceShown(Exception):
    """Other places, prices or another payer than on the page where somebody said yes."""


def mark_of(places: Sequence[Place], details: Details) -> str:
    """The same for the same places at the same prices, to the same payer."""
    rows = sorted((place.pk, str(place.price), place.vat_code) for place in places)
    return _digest([rows, asdict(details)])


def mark_of_all(marks: Iterable[str]) -> str:
    return _digest(sorted(marks))


def refuse_other(shown: str | None, *, now: str) -> None:
    """None: nothing was shown, as by a program. Raises ChangedSinceShown."""
    if shown is not None and shown != now:
        raise ChangedSinceShown


def _digest(what: object) -> str:
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()
