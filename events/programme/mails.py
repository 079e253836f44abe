"""What programmes write to speakers: one function a message."""

from datetime import datetime
from typing import Any

from django.utils import translation

from cms.mail.domain.outbox import post_message
from cms.mail.models import OutboxMessage
from cms.mail.render import render_message
from events.words import when_in_words, where_in_words

from .links import speaker_url
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
