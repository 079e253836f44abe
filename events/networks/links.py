"""Addresses of networks, and the link of an invitation: signed, for this and nothing else."""

from uuid import UUID

from django.core import signing
from django.urls import reverse

from cms.addresses import site_url
from events.models import Series

from .models import Minutes, NetworkInvitation

INVITATION_SALT = "events.networks.invitation"


class LinkUnknown(Exception):
    """Not signed by us, not for this, or replaced by a newer one."""


def network_path(series: Series) -> str:
    return reverse("network", args=[series.key])


def network_url(series: Series) -> str:
    return site_url(network_path(series))


def minutes_path(minutes: Minutes) -> str:
    """Of a version with its occurrence and series loaded."""
    occurrence = minutes.occurrence
    return reverse("network_minutes", args=[occurrence.series.key, occurrence.uid])


def invitation_token(invitation: NetworkInvitation) -> str:
    return signing.Signer(salt=INVITATION_SALT).sign_object(invitation.link_key.hex, compress=True)


def invitation_url(invitation: NetworkInvitation) -> str:
    return site_url(reverse("network_invitation", args=[invitation_token(invitation)]))


def invitation_key(token: str) -> UUID:
    """Raises LinkUnknown."""
    try:
        return UUID(signing.Signer(salt=INVITATION_SALT).unsign_object(token))
    except (signing.BadSignature, ValueError, TypeError, AttributeError) as error:
        raise LinkUnknown from error
