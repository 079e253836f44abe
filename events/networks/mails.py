"""What networks write to people: one function a message, each written once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import translation

from cms.addresses import site_url
from cms.mail.domain.outbox import post_message
from cms.mail.models import OutboxMessage
from cms.mail.render import Rendered, render_message
from cms.people.models import User
from events.models import Series
from events.words import when_in_words

from .enums import RequestState
from .links import invitation_url, minutes_path, network_url
from .models import Minutes, NetworkInvitation, NetworkMember, NetworkRequest
from .queries import leaders_of

FOLDER = "networks/mail"


@dataclass(frozen=True)
class Letter:
    """What a leader or the staff write. The key is drawn for the preview: a double click is one letter."""

    subject: str
    text: str
    key: UUID


def invitation(invitation: NetworkInvitation, *, to: User | None, at: datetime) -> OutboxMessage:
    """Each link has a mail of its own."""
    language = to.language if to and to.is_active else invitation.language
    context = {
        "title": invitation.series.title_in(language),
        "sender": invitation.invited_by.name if invitation.invited_by else "",
        "expires_at": invitation.expires_at,
        "url": invitation_url(invitation),
    }
    key = invitation.link_key.hex
    return _post("invitation", context, to=invitation.email, user=to, language=language, key=key, at=at)


def somebody_asks(request: NetworkRequest, *, at: datetime) -> None:
    """To the leaders, who answer. Where there is none, the request waits on the first page of the admin."""
    for leader in leaders_of(request.series):
        context = {
            "name": request.user.name,
            "organisation": request.organisation.name if request.organisation else "",
            "reason": request.reason,
        }
        _to_person("somebody_asks", leader.user, request.series, context, key=f"{request.pk}:{leader.pk}", at=at)


def request_answered(request: NetworkRequest, *, at: datetime) -> OutboxMessage:
    context = {"approved": request.state == RequestState.APPROVED, "answer": request.answer}
    return _to_person("request_answered", request.user, request.series, context, key=request.pk, at=at)


def removed(member: NetworkMember, *, at: datetime) -> OutboxMessage:
    context = {"reason": member.removed_because}
    return _to_person("removed", member.user, member.series, context, key=member.pk, at=at)


def minutes_published(minutes: Minutes, user: User, *, at: datetime) -> OutboxMessage:
    """Once for each version."""
    occurrence = minutes.occurrence
    with translation.override(user.language):
        when = when_in_words(occurrence)
    context = {
        "when": when,
        "correction": minutes.correction if minutes.number > 1 else "",
        "url": site_url(minutes_path(minutes)),
    }
    return _to_person("minutes_published", user, occurrence.series, context, key=f"{minutes.pk}:{user.pk}", at=at)


def letters(series: Series, to: Iterable[User], letter: Letter, *, by: User, at: datetime) -> None:
    """What a leader or the staff wrote, as they wrote it; drawn once for each language."""
    drawn: dict[str, Rendered] = {}
    for user in to:
        words = drawn.get(user.language) or letter_in(series, letter, user.language, by=by)
        drawn[user.language] = words
        _hand_over(
            "letter", words, to=user.email, user=user, language=user.language, key=f"{letter.key}:{user.pk}", at=at
        )


def letter_in(series: Series, letter: Letter, language: str, *, by: User) -> Rendered:
    context = {
        "title": series.title_in(language),
        "subject": letter.subject,
        "words": letter.text,
        "sender": by.name,
        "url": network_url(series),
    }
    return render_message(f"{FOLDER}/letter", language=language, context=context)


def _to_person(
    name: str, user: User, series: Series, context: dict[str, Any], *, key: object, at: datetime
) -> OutboxMessage:
    language = user.language
    whole = {"to": user.name, "title": series.title_in(language), "url": network_url(series), **context}
    return _post(name, whole, to=user.email, user=user, language=language, key=key, at=at)


def _post(
    name: str, context: dict[str, Any], *, to: str, user: User | None, language: str, key: object, at: datetime
) -> OutboxMessage:
    rendered = render_message(f"{FOLDER}/{name}", language=language, context=context)
    return _hand_over(name, rendered, to=to, user=user, language=language, key=key, at=at, link=context["url"])


def _hand_over(
    name: str,
    words: Rendered,
    *,
    to: str,
    user: User | None,
    language: str,
    key: object,
    at: datetime,
    link: str = "",
) -> OutboxMessage:
    return post_message(
        kind=f"{FOLDER}/{name}",
        to_address=to,
        to_user=user,
        language=language,
        subject=words.subject,
        text=words.text,
        html=words.html,
        link=link,
        at=at,
        idempotency_key=f"{FOLDER}/{name}:{key}",
    )
