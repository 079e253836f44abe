"""What follows when allauth announces something. Connected in apps.py."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from cms import clock
from cms.audit import record
from cms.people.models import User

from .domain.sessions import end_other_sessions, shortened


def end_sessions_after_new_password(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Whoever knew the old password is signed out; who chose the new one stays."""
    by = request.user if request.user.is_authenticated else None
    this_key = request.session.session_key if by == user else None
    end_other_sessions(user=user, this_key=this_key, by=by, at=clock.now())


def note_added_factor(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """Write it down, and end the sessions that never showed it."""
    now = clock.now()
    record(user, action="sign_in.add_factor", by=user, at=now, kind=authenticator.type)
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        end_other_sessions(user=user, this_key=request.session.session_key, by=user, at=now)


def note_removed_factor(user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    record(user, action="sign_in.remove_factor", by=user, at=clock.now(), kind=authenticator.type)


def keep_the_network_only(instance: UserSession, **_kwargs: Any) -> None:
    """Before a session is written down: its network stays, the full address is not kept."""
    instance.ip = shortened(instance.ip)
