"""Asking to come into a network, and the answer."""

from contextlib import suppress
from datetime import datetime

from django.db import IntegrityError, transaction

from cms import audit
from cms.people.models import User
from events.models import Series

from .. import mails
from ..enums import Joining, RequestState
from ..models import NetworkRequest
from ..queries import members_now, network_of
from .members import AlreadyMember, Entry, NotOpen, ReasonMissing, admit

# So that nobody fills other people's lists.
MOST_WAITING = 10


class TooManyRequests(Exception):
    """The person waits for as many answers as one may."""


class AlreadyAnswered(Exception):
    """Somebody was first: the request is answered or taken back."""


class OwnRequest(Exception):
    """Nobody answers their own request."""


@transaction.atomic
def ask(*, series: Series, user: User, entry: Entry, reason: str, at: datetime) -> NetworkRequest:
    """Whoever waits already gets the request that is there.

    Raises NotOpen, AlreadyMember, ReasonMissing, TooManyRequests.
    """
    if network_of(series).joining != Joining.ASK:
        raise NotOpen(series.pk)
    if members_now().filter(series=series, user=user).exists():
        raise AlreadyMember(series.pk)
    if not reason.strip():
        raise ReasonMissing
    waiting = list(NetworkRequest.objects.filter(user=user, state=RequestState.WAITING))
    if mine := next((one for one in waiting if one.series_id == series.pk), None):
        return mine
    if len(waiting) >= MOST_WAITING:
        raise TooManyRequests
    return _asked(series, user, entry, reason.strip()[:500], at=at)


def _asked(series: Series, user: User, entry: Entry, reason: str, *, at: datetime) -> NetworkRequest:
    """The constraint lets one of two tabs through; the other gets the same request."""
    request = NetworkRequest(
        series=series,
        user=user,
        organisation=entry.organisation,
        shares_email=entry.shares_email,
        reason=reason,
        asked_at=at,
    )
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError:
        return NetworkRequest.objects.get(series=series, user=user, state=RequestState.WAITING)
    audit.record(request, action="networks.ask", by=user, at=at, network=series.pk)
    mails.somebody_asks(request, at=at)
    return request


@transaction.atomic
def approve(*, request: NetworkRequest, by: User, at: datetime) -> NetworkRequest:
    """Let them in and tell them. One who has come in by another way meanwhile is told the same.

    Raises AlreadyAnswered, OwnRequest.
    """
    waiting = _locked(request, by=by)
    entry = Entry(waiting.organisation, waiting.shares_email)
    with suppress(AlreadyMember):
        admit(series=waiting.series, user=waiting.user, entry=entry, by=by, at=at)
    return _answer(waiting, RequestState.APPROVED, "", by=by, at=at)


@transaction.atomic
def refuse(*, request: NetworkRequest, answer: str, by: User, at: datetime) -> NetworkRequest:
    """Say no, and why. Raises ReasonMissing, AlreadyAnswered, OwnRequest."""
    if not answer.strip():
        raise ReasonMissing
    return _answer(_locked(request, by=by), RequestState.REFUSED, answer.strip()[:500], by=by, at=at)


@transaction.atomic
def take_back(*, request: NetworkRequest, at: datetime) -> NetworkRequest:
    """Whoever asked wants no answer any more. Raises AlreadyAnswered."""
    row = NetworkRequest.objects.select_for_update(of=("self",)).select_related("user").get(pk=request.pk)
    if row.state != RequestState.WAITING:
        raise AlreadyAnswered
    row.state, row.answered_at = RequestState.WITHDRAWN, at
    row.save(update_fields=["state", "answered_at"])
    audit.record(row, action="networks.take_back", by=row.user, at=at, network=row.series_id)
    return row


def _locked(request: NetworkRequest, *, by: User) -> NetworkRequest:
    rows = NetworkRequest.objects.select_for_update(of=("self",)).select_related("series", "user", "organisation")
    row = rows.get(pk=request.pk)
    if row.state != RequestState.WAITING:
        raise AlreadyAnswered
    if row.user_id == by.pk:
        raise OwnRequest
    return row


def _answer(request: NetworkRequest, state: RequestState, answer: str, *, by: User, at: datetime) -> NetworkRequest:
    request.state, request.answer, request.answered_by, request.answered_at = state, answer, by, at
    request.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    audit.record(request, action="networks.answer", by=by, at=at, network=request.series_id, state=state)
    mails.request_answered(request, at=at)
    return request
