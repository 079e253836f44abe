"""What programmes write to speakers, and to those who came: one function a message."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation

from cms.addresses import site_url
from cms.mail.domain.outbox import post_message
from cms.mail.models import OutboxMessage
from cms.mail.render import render_message
from events.models import Occurrence, Place
from events.words import when_in_words, where_in_words

from .links import materials_url, speaker_url
from .missing import missing_of
from .models import Speaker

FOLDER = "programme/mail"


def speaker_invited(speaker: Speaker, *, at: datetime) -> OutboxMessage:
    """Ask for profile, photo, material and consent."""
    return _post("speaker_invited", speaker, key=speaker.link_key.hex, at=at)


def speaker_reminded(speaker: Speaker, *, at: datetime) -> OutboxMessage:
    """Say what is missing still."""
    with translation.override(speaker.language):
        missing = [str(one.label) for one in missing_of(speaker)]
    key = f"{speaker.link_key.hex}:{speaker.reminders}"
    return _post("speaker_reminded", speaker, key=key, at=at, missing=missing)


def materials_keys(occurrence: Occurrence) -> str:
    """How the keys of all mails about its material begin."""
    return f"{FOLDER}/materials_ready:{occurrence.pk}:"


def materials_key(place: Place) -> str:
    return f"{materials_keys(place.occurrence)}{place.pk}"


def materials_ready(place: Place, *, at: datetime) -> OutboxMessage | None:
    """To somebody who came: with an account the page itself, else a link that opens it by their place."""
    user = place.user if place.user and place.user.is_active else None
    to, occurrence = user.email if user else place.email, place.occurrence
    if not to:
        return None
    language, folder = user.language if user else place.booking.language, f"{FOLDER}/materials_ready"
    page = site_url(reverse("programme_materials", args=[occurrence.uid]))
    with translation.override(language):
        context = {
            "name": place.name,
            "title": occurrence.title_in(language),
            "when": when_in_words(occurrence),
            "url": page if user else materials_url(place),
        }
    rendered = render_message(folder, language=language, context=context)
    return post_message(
        kind=folder,
        to_address=to,
        to_user=user,
        language=language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        link=context["url"],
        at=at,
        idempotency_key=materials_key(place),
    )


def _post(name: str, speaker: Speaker, *, key: str, at: datetime, **more: Any) -> OutboxMessage:
    folder, occurrence = f"{FOLDER}/{name}", speaker.occurrence
    with translation.override(speaker.language):
        context = {
            "name": speaker.name,
            "title": occurrence.title_in(speaker.language),
            "when": when_in_words(occurrence),
            "where": where_in_words(occurrence),
            "url": speaker_url(speaker),
            **more,
        }
    rendered = render_message(folder, language=speaker.language, context=context)
    return post_message(
        kind=folder,
        to_address=speaker.email,
        to_user=speaker.user,
        language=speaker.language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        link=context["url"],
        at=at,
        idempotency_key=f"{folder}:{key}",
    )
