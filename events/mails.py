"""What happenings write to people: one function a message, words in `templates/events/mail/`."""

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import translation

from cms.mail.calendar_part import CalendarPart
from cms.mail.domain.outbox import post_message
from cms.mail.models import OutboxMessage
from cms.mail.render import render_message
from cms.people.models import User

from .addresses import interest_url, occurrence_url
from .booking_hooks import Enclosed, enclosed_for
from .models import Interest, Notice, Occurrence
from .words import span_in_words, when_in_words, where_in_words

if TYPE_CHECKING:
    from .domain.also_told import Reader

FOLDER = "events/mail"


def occurrence_changed(notice: Notice, reader: "Reader", *, at: datetime) -> OutboxMessage:
    """Tell somebody who counts on an occurrence that it is moved, postponed, has a new day or is called off."""
    occurrence = notice.occurrence
    length = occurrence.ends_at - occurrence.starts_at
    with translation.override(reader.language):
        was = span_in_words(notice.was_to_start_at, notice.was_to_start_at + length, occurrence.zone)
    context = _about(occurrence, reader.language) | {
        "name": reader.name,
        "kind": notice.kind,
        "reason": notice.reason,
        "way": reader.way,
        "was": was,
        "was_at": notice.was_at,
        "was_elsewhere": notice.was_at != where_in_words(occurrence),
        "was_then": notice.was_to_start_at != occurrence.starts_at,
    }
    key = f"{notice.pk}:{_mark(reader.email)}"
    enclosed = _enclosed(occurrence, reader.email, key=f"{FOLDER}/occurrence_changed:{key}", at=at)
    return _post(
        "occurrence_changed",
        context | in_words(enclosed),
        to=reader.email,
        user=reader.user,
        language=reader.language,
        key=key,
        calendar=enclosed.part if enclosed else None,
        at=at,
    )


def confirm_interest(occurrence: Occurrence, *, email: str, language: str, token: str, at: datetime) -> OutboxMessage:
    """Ask whoever reads the address whether they want to be told."""
    context = _about(occurrence, language) | {"confirm_url": interest_url(token)}
    return _post("confirm_interest", context, to=email, language=language, key=None, at=at)


def sign_up_opens(interest: Interest, *, at: datetime) -> OutboxMessage:
    """Tell whoever asked for it that they can sign up."""
    user = interest.user if interest.user and interest.user.is_active else None
    language = user.language if user else interest.language
    to = user.email if user else interest.email
    context = _about(interest.occurrence, language)
    return _post("sign_up_opens", context, to=to, user=user, language=language, key=interest.pk, at=at)


def _enclosed(occurrence: Occurrence, email: str, *, key: str, at: datetime) -> Enclosed | None:
    """What goes along into the reader's calendar. A mail that has been written takes nothing along any more."""
    if OutboxMessage.objects.filter(idempotency_key=key).exists():
        return None
    return enclosed_for(occurrence, email, at=at)


def in_words(enclosed: Enclosed | None) -> dict[str, str]:
    return {"calendar": enclosed.part.method if enclosed else "", "join_url": enclosed.join_url if enclosed else ""}


def _about(occurrence: Occurrence, language: str) -> dict[str, Any]:
    with translation.override(language):
        return {
            "title": occurrence.title_in(language),
            "when": when_in_words(occurrence),
            "where": where_in_words(occurrence),
            "url": occurrence_url(occurrence),
        }


def _mark(email: str) -> str:
    return hashlib.sha256(email.lower().encode()).hexdigest()[:32]


def _post(
    name: str,
    context: dict[str, Any],
    *,
    to: str,
    user: User | None = None,
    language: str,
    key: object,
    calendar: CalendarPart | None = None,
    at: datetime,
) -> OutboxMessage:
    folder = f"{FOLDER}/{name}"
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
        calendar=calendar,
        at=at,
        idempotency_key=f"{folder}:{key}" if key else None,
    )
