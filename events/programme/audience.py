"""Whom tickets for speakers are for: those who have said yes to speaking at that occurrence."""

from django.db.models import Q

from events.domain.audiences import Claim

from .models import Speaker


def is_speaker(claim: Claim) -> bool:
    """By their account, or by the address they were asked at. One query."""
    by_account = Q(user=claim.user) if claim.user else Q(pk__in=[])
    by_address = Q(email__iexact=claim.email) if claim.email else Q(pk__in=[])
    speakers = Speaker.objects.filter(occurrence=claim.occurrence_id, consented_at__isnull=False)
    return speakers.filter(by_account | by_address).exists()
