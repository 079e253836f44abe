"""Organisations that may be one: the same name, give or take what is often left out, or the same number."""

import re
from collections.abc import Hashable

from cms.sorting import nordic

from .enums import OrganisationState
from .models import Organisation

# Words that are left out or added without meaning another organisation.
_OFTEN_LEFT_OUT = re.compile(r"\b(kommune|kommun|fylkeskommune|as|ab|asa|sa|ba|org)\b")
_STATES = (OrganisationState.PENDING, OrganisationState.ACTIVE)


def likely_duplicates() -> list[list[Organisation]]:
    """Groups of organisations in use or waiting that are alike; one query."""
    rows = Organisation.objects.filter(state__in=_STATES).select_related("municipality").order_by("name", "pk")
    grouped: dict[Hashable, list[Organisation]] = {}
    for row in rows:
        grouped.setdefault(("name", row.country, folded_name(row.name)), []).append(row)
        if row.number:
            grouped.setdefault(("number", row.number), []).append(row)
    alike = [group for likeness in grouped.values() for group in _where_they_are(likeness)]
    return list({tuple(one.pk for one in group): group for group in alike if len(group) > 1}.values())


def likely_duplicates_of(organisation: Organisation) -> list[Organisation]:
    """The others that may be this one."""
    found = {one.pk: one for group in likely_duplicates() if organisation in group for one in group}
    return [one for pk, one in found.items() if pk != organisation.pk]


def folded_name(name: str) -> str:
    """A name without case, accents, signs and the words that are often left out."""
    words = re.sub(r"[^\w{]+", " ", nordic(name))
    return " ".join(_OFTEN_LEFT_OUT.sub(" ", words).split()) or " ".join(words.split())


def _where_they_are(alike: list[Organisation]) -> list[list[Organisation]]:
    """Two of one name in different municipalities are two, unless one of the group does not say where it is."""
    places = {one.municipality_id for one in alike}
    if None in places:
        return [alike]
    return [[one for one in alike if one.municipality_id == place] for place in places]
