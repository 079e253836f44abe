"""Where a person is signed in, and ending that."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.crypto import constant_time_compare

from cms.audit import record
from cms.people.models import User

from ..devices import device_words


class NoSuchSession(Exception):
    """Not a session of this person, or ended already."""


@dataclass(frozen=True)
class SignedInDevice:
    """One place where a person is signed in, as they are shown it: no network address."""

    pk: int
    device: str
    since: datetime
    is_this: bool
    same_network: bool


def devices_of(user: User, *, this_key: str, address: str, at: datetime) -> list[SignedInDevice]:
    """List where the person is signed in, this place first, then the newest. Two queries, however many there are."""
    rows = list(UserSession.objects.filter(user=user).order_by("-created_at"))
    living = _living({row.session_key for row in rows}, user, at=at)
    here = shortened(address)
    found = [
        SignedInDevice(
            pk=row.pk,
            device=device_words(row.user_agent),
            since=row.created_at,
            is_this=row.session_key == this_key,
            same_network=shortened(row.ip) == here,
        )
        for row in rows
        if row.session_key in living
    ]
    return sorted(found, key=lambda device: not device.is_this)


def _living(keys: set[str], user: User, *, at: datetime) -> set[str]:
    """Of these sessions those that still open something: neither run out nor made void by a new password."""
    sessions = Session.objects.filter(session_key__in=keys, expire_date__gt=at)
    return {session.session_key for session in sessions if _opens(session.get_decoded(), user)}


def _opens(data: dict[str, str], user: User) -> bool:
    hashed = data.get(HASH_SESSION_KEY, "")
    return data.get(SESSION_KEY) == str(user.pk) and constant_time_compare(hashed, user.get_session_auth_hash())


@transaction.atomic
def end_session(*, user: User, session_id: int, by: User, at: datetime) -> str:
    """Sign the person out in one place and return that session's key. Raises NoSuchSession."""
    row = UserSession.objects.filter(user=user, pk=session_id).first()
    if row is None:
        raise NoSuchSession
    _end([row], user=user, by=by, at=at)
    return row.session_key


@transaction.atomic
def end_other_sessions(*, user: User, this_key: str | None, by: User | None, at: datetime) -> int:
    """Sign the person out everywhere but here (everywhere, when `this_key` is None); say in how many places."""
    rows = list(UserSession.objects.filter(user=user).exclude(session_key=this_key or ""))
    _end(rows, user=user, by=by, at=at)
    return len(rows)


def _end(rows: Iterable[UserSession], *, user: User, by: User | None, at: datetime) -> None:
    rows = list(rows)
    if not rows:
        return
    Session.objects.filter(session_key__in=[row.session_key for row in rows]).delete()
    UserSession.objects.filter(pk__in=[row.pk for row in rows]).delete()
    record(user, action="sign_in.end_sessions", by=by, at=at, count=len(rows))


def shortened(address: str) -> str:
    """The network an address lies in: enough to say "the same network", too little to find a house."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{ip}/{24 if ip.version == 4 else 48}", strict=False).network_address)
