"""Addresses of this room that stand in mail."""

from django.core import signing
from django.urls import reverse

from cms.addresses import site_url

from .models import Occurrence

# What is signed for this says nothing anywhere else, and what is signed elsewhere says nothing here.
INTEREST_SALT = "events.interest"


def occurrence_url(occurrence: Occurrence) -> str:
    """Where it is shown, by page or without one; the address holds as long as the occurrence."""
    return site_url(occurrence_path(occurrence))


def occurrence_path(occurrence: Occurrence) -> str:
    return reverse("occurrence", args=[occurrence.uid])


def interest_token(occurrence: Occurrence, email: str, language: str) -> str:
    """What a guest's link holds: no row is written before its reader has shown that the address is theirs."""
    return signing.dumps([str(occurrence.uid), email, language], salt=INTEREST_SALT, compress=True)


def interest_url(token: str) -> str:
    return site_url(reverse("confirm_interest", args=[token]))
