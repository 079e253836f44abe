"""What a door takes along for when there is no connection."""

import hashlib
from typing import Any
from uuid import UUID

from events.enums import PlaceState
from events.models import Occurrence, Place

from .queries import counted_entries

LENGTH = 16


def codes_for_doors(occurrence: Occurrence, *, session_key: UUID | None = None) -> dict[str, Any]:
    """Hashes of the codes that let in, and of those that have; without names. Two queries.

    Codes are long and random: a hash tells nothing to who has not got the ticket.
    """
    places = dict(
        Place.objects.filter(occurrence=occurrence, state=PlaceState.CONFIRMED).order_by().values_list("pk", "code")
    )
    entries = counted_entries().filter(occurrence=occurrence, session_key=session_key).order_by()
    came = set(entries.values_list("place", flat=True))
    return {
        "good": [code_hash(code) for code in places.values()],
        "came": [code_hash(places[pk]) for pk in came if pk in places],
    }


def code_hash(code: str) -> str:
    return hashlib.sha256(code.lower().encode()).hexdigest()[:LENGTH]
