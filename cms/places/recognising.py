"""Which place we know is which place of a newer list, when numbers and names may both have changed."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from cms.sorting import nordic


@dataclass(frozen=True)
class Place:
    """A place we have (with its id, and the number it holds today, empty without one), or one of the list."""

    number: str
    name: str
    county: str = ""
    pk: int = 0


def recognised(known: Iterable[Place], listed: Iterable[Place]) -> dict[str, int]:
    """Return the id of each listed number's place; numbers of new places are left out.

    First number and name together; then name and county, then name alone, where one on either side has it (a reform
    gave a new number); last the number alone (a new name). Nothing is guessed between two of the same name.
    """
    ours, theirs = list(known), list(listed)
    found: dict[str, int] = {}
    for likeness in (_number_and_name, _name_and_county, _name, _number):
        pairs = _pairs(ours, theirs, likeness)
        taken = set(pairs.values())
        ours = [place for place in ours if place.pk not in taken]
        theirs = [place for place in theirs if place.number not in pairs]
        found |= pairs
    return found


def _pairs(ours: list[Place], theirs: list[Place], likeness: Callable[[Place], Hashable]) -> dict[str, int]:
    """Those who are alike and alone in it on either side."""
    known, listed = _by(ours, likeness), _by(theirs, likeness)
    alone = [key for key, places in listed.items() if key and len(places) == len(known.get(key, ())) == 1]
    return {listed[key][0].number: known[key][0].pk for key in alone}


def _by(places: list[Place], likeness: Callable[[Place], Hashable]) -> dict[Hashable, list[Place]]:
    grouped: dict[Hashable, list[Place]] = {}
    for place in places:
        grouped.setdefault(likeness(place), []).append(place)
    return grouped


def _number_and_name(place: Place) -> Hashable:
    return place.number, nordic(place.name)


def _name_and_county(place: Place) -> Hashable:
    return nordic(place.name), nordic(place.county)


def _name(place: Place) -> Hashable:
    return nordic(place.name)


def _number(place: Place) -> Hashable:
    return place.number
