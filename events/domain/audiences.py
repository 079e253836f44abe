"""Whom a kind of ticket is for: what can be told about an organisation, and what only staff know.

Public bodies and companies are told apart by the organisation in our register; one that is not there is taken at its
word, which stands on the booking. Members are organisations with an agreement that holds on the day, booked by somebody
who acts for them. Exhibitors and speakers are known to the parts of this room that keep them. Students are taken at
their word, and show at the door that they are.

register_audience(Audience.EXHIBITOR, is_of_exhibitor)    # events/exhibitors/apps.py
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cms.people.enums import PUBLIC_BODIES, OrganisationKind
from cms.people.models import Organisation, User
from cms.people.queries import has_agreement, organisation_numbered

from ..enums import Audience
from ..models import TicketCategory


class AudienceDiffers(Exception):
    """The ticket is for others than whoever books it."""

    def __init__(self, category: TicketCategory) -> None:
        super().__init__(category.pk)
        self.category = category


@dataclass(frozen=True)
class Claim:
    """For whom places are booked, and on which day: an organisation of the register, one by its name, or nobody but
    themselves. `acts_for_it` says that whoever books acts for the organisation; by its number anybody may name one.
    """

    occurrence_id: int
    on: date
    organisation: Organisation | None = None
    organisation_name: str = ""
    user: User | None = None
    email: str = ""
    acts_for_it: bool = True

    @property
    def is_unknown_organisation(self) -> bool:
        return self.organisation is None and bool(self.organisation_name.strip())


Fits = Callable[[Claim], bool]


def _is_public_body(claim: Claim) -> bool:
    return claim.is_unknown_organisation or bool(claim.organisation and claim.organisation.kind in PUBLIC_BODIES)


def _is_company(claim: Claim) -> bool:
    own = claim.organisation
    return claim.is_unknown_organisation or bool(own and own.kind in {OrganisationKind.COMPANY, OrganisationKind.OTHER})


def _is_member(claim: Claim) -> bool:
    own = claim.organisation
    return bool(own and own.is_active and claim.acts_for_it and has_agreement(own, on=claim.on))


_checks: dict[str, Fits] = {
    Audience.PUBLIC_BODY: _is_public_body,
    Audience.COMPANY: _is_company,
    Audience.MEMBER: _is_member,
}


def register_audience(audience: Audience, fits: Fits) -> None:
    """Say who belongs to an audience; for a room that keeps them."""
    _checks[audience] = fits


def is_checked(audience: str) -> bool:
    """Whether we know whom such a ticket is for, and refuse it to others."""
    return audience in _checks


def refuse_others(categories: Iterable[TicketCategory], claim: Claim) -> None:
    """Raises AudienceDiffers for the first ticket that is for others."""
    for category in categories:
        fits = _checks.get(category.audience)
        if fits and not fits(claim):
            raise AudienceDiffers(category)


# Taken at their word, and asked for it at the door.
SHOWN_AT_THE_DOOR = frozenset({Audience.STUDENT})


def payers_organisation(extras: Mapping[str, Any]) -> tuple[Organisation | None, str]:
    """Whom the number says that was written for the invoice: an organisation of the register, or a number."""
    payer: Mapping[str, Any] = extras.get("payer") or {}
    number = str(payer.get("number") or "")
    country = str(payer.get("country") or "no")
    return (organisation_numbered(number, country=country), number) if number else (None, "")
