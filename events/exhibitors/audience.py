"""Whom tickets for exhibitors are for: the people of those who have a confirmed stand at that occurrence."""

from django.db.models import Q

from events.domain.audiences import Claim
from events.enums import LIVE_STATES as LIVE_PLACES
from events.models import Place

from .enums import ExhibitorState
from .models import Exhibitor


def is_of_exhibitor(claim: Claim) -> bool:
    """Who is written to about the stand, has a place as its staff, or acts for its organisation. Two queries."""
    confirmed = Exhibitor.objects.filter(occurrence=claim.occurrence_id, state=ExhibitorState.CONFIRMED)
    known = _same_person(claim, account="contact")
    if claim.organisation and claim.acts_for_it:
        known |= Q(organisation=claim.organisation)
    if confirmed.filter(known).exists():
        return True
    staff = Place.objects.filter(booking__exhibitor__in=confirmed, state__in=LIVE_PLACES)
    return staff.filter(_same_person(claim, account="user")).exists()


def _same_person(claim: Claim, *, account: str) -> Q:
    by_account = Q(**{account: claim.user}) if claim.user else Q(pk__in=[])
    return by_account | (Q(email__iexact=claim.email) if claim.email else Q(pk__in=[]))
