"""The speaker's own link, and the link to materials of somebody's place: signed, for this and nothing else."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.urls import reverse

from cms.addresses import site_url
from events.models import Place

from .models import Speaker

SPEAKER_SALT = "events.programme.speaker"
PLACE_SALT = "events.programme.materials"
# A speaker's link goes on so long after the occurrence, for slides that come late.
HOLDS_AFTER = timedelta(days=90)


class LinkUnknown(Exception):
    """Not signed by us, not for this, replaced by a newer one, or too old."""


def speaker_token(speaker: Speaker) -> str:
    return signing.Signer(salt=SPEAKER_SALT).sign_object([speaker.key.hex, speaker.link_key.hex], compress=True)


def speaker_url(speaker: Speaker) -> str:
    return site_url(reverse("own_speaker_page", args=[speaker_token(speaker)]))


def speaker_with(token: str, *, at: datetime) -> Speaker:
    """Raises LinkUnknown."""
    try:
        key, link_key = signing.Signer(salt=SPEAKER_SALT).unsign_object(token)
        rows = Speaker.objects.select_related("occurrence__series", "photo", "user")
        found = rows.get(key=UUID(key), link_key=UUID(link_key))
    except (signing.BadSignature, ValueError, TypeError, AttributeError, Speaker.DoesNotExist) as error:
        raise LinkUnknown from error
    if at > found.occurrence.ends_at + HOLDS_AFTER:
        raise LinkUnknown
    return found


def materials_url(place: Place) -> str:
    """For mail to people without an account: materials of the occurrence, opened by their place."""
    path = reverse("programme_materials", args=[place.occurrence.uid])
    return site_url(f"{path}?place={place_token(place)}")


def place_token(place: Place) -> str:
    return signing.Signer(salt=PLACE_SALT).sign_object([place.pk, place.code], compress=True)


def place_with(token: str, *, occurrence_id: int) -> Place:
    """The place goes on while its ticket is the same person's (a new holder has another code). Raises LinkUnknown."""
    try:
        pk, code = signing.Signer(salt=PLACE_SALT).unsign_object(token)
        return Place.objects.get(pk=pk, code=code, occurrence=occurrence_id)
    except (signing.BadSignature, ValueError, TypeError, Place.DoesNotExist) as error:
        raise LinkUnknown from error
