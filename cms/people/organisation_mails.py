"""What is written to people about organisations and requests to join: one function a message."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cms.addresses import site_url
from cms.mail.domain.posting import post_rendered

from .models import JoinRequest, User
from .queries import coordinators, name_for_asker, people_who_answer


def registration_waiting(request: JoinRequest, *, at: datetime) -> None:
    """Tell the centre that an organisation waits for approval."""
    address = site_url(reverse("organisations:inspect", args=[request.organisation_id]))
    for person in coordinators():
        _post("registration_waiting", request, to=person, at=at, url=address)


def registration_answered(request: JoinRequest, *, reason: str, at: datetime) -> None:
    """Tell who registered an organisation, or asked to join it meanwhile, whether it is approved; if not, why."""
    _post("registration_answered", request, to=request.user, at=at, url=site_url(reverse("my_day")), reason=reason)


def join_requested(request: JoinRequest, *, at: datetime) -> None:
    """Tell those who may answer that somebody wants to join."""
    address = site_url(reverse("organisation", args=[request.organisation.key]))
    for person in people_who_answer(request.organisation, on=timezone.localdate(at)):
        if person != request.user:
            _post(
                "join_requested",
                request,
                to=person,
                at=at,
                url=address,
            )


def join_answered(request: JoinRequest, *, at: datetime, reason: str = "") -> None:
    """Tell who asked what the answer is, and why where somebody said so."""
    _post("join_answered", request, to=request.user, at=at, url=site_url(reverse("my_day")), reason=reason)


def _post(message: str, request: JoinRequest, *, to: User, at: datetime, **more: Any) -> None:
    """One message to one person, once."""
    about = {"request": request, "organisation": request.organisation, "shown_name": name_for_asker(request)}
    context = {**about, "to": to, **more}
    post_rendered(
        f"people/mail/{message}",
        context,
        to=to,
        at=at,
        kind=f"people.{message}",
        key=f"people.{message}:{request.pk}:{to.pk}",
    )
