"""What a door takes along for when there is no connection."""

import hashlib
from typing import Any
from uuid import UUID

from events.enums import PlaceState
from events.models import Occurrence, Place

from .at_the_door import passages
from .enums import ScanKind

LENGTH = 16


def codes_for_doors(occurrence: Occurrence, *, session_key: UUID | None = None) -> dict[str, Any]:
    """Hashes of the codes that let in, and of those whose people are in now; without names. Two queries.

    Codes are long and random: a hash tells nothing to who has not got the ticket.
    """
    places = dict(
        Place.objects.filter(occurrence=occurrence, state=PlaceState.CONFIRMED).order_by().values_list("pk", "code")
    )
    # The newest comes first, so the oldest is what is overwritten.
    newest_last = passages(session_key).filter(occurrence=occurrence).reverse()
    last = dict(newest_last.values_list("place", "kind"))
    return {
        "good": [code_hash(code) for code in places.values()],
        "came": [code_hash(places[pk]) for pk, kind in last.items() if kind == ScanKind.ENTRY and pk in places],
    }


def code_hash(code: str) -> str:
    return hashlib.sha256(code.lower().encode()).hexdigest()[:LENGTH]
