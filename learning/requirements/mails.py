"""What is written about requirements: one function a message, words in `templates/requirements/mail/`."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation

from cms import clock
from cms.addresses import site_url
from cms.mail.domain.posting import post_rendered
from cms.mail.models import OutboxMessage
from cms.people.enums import MembershipRole
from cms.people.models import Organisation, User

from .domain.reminders import OVERDUE, Reminder
from .enums import State
from .standings import Standing
from .targets import titles_of
from .words import in_language


def obligation_due(reminder: Reminder, *, to: User, at: datetime, key: str) -> OutboxMessage:
    """Tell a person what is due, for which role and where, while there is time, and the day after it has passed."""
    standing, my_day_url = reminder.standing, site_url(reverse("my_day"))
    demand, terms = standing.demand, standing.terms
    assert terms
    with translation.override(to.language):
        title = titles_of([demand.target]).get(demand.target, "")
        role = str(MembershipRole(demand.role).label)
    context = {
        "to": to,
        "name": in_language(demand.names, to.language),
        "title": title,
        "role": role,
        "organisation": reminder.organisation,
        "due_on": terms.due_on,
        "again": terms.done_on is not None,
        "overdue": reminder.step == OVERDUE,
        "source_text": demand.source_text,
        "my_day_url": my_day_url,
    }
    return _post("requirements/mail/obligation_due", context, to=to, link=my_day_url, at=at, key=key)


def organisation_digest(
    organisation: Organisation, standings: Iterable[Standing], *, to: User, at: datetime, key: str
) -> OutboxMessage:
    """Tell a contact person in one mail what is overdue, vacant or soon due in an organisation."""
    address = site_url(reverse("requirements", args=[organisation.key]))
    context = {"to": to, "organisation": organisation, "address": address, **_grouped(standings, to, at)}
    return _post("requirements/mail/organisation_digest", context, to=to, link=address, at=at, key=key)


def _grouped(standings: Iterable[Standing], to: User, at: datetime) -> dict[str, Any]:
    """Lines of the mail by how things stand, in the reader's language."""
    today, groups = clock.local_date(at), {State.OVERDUE: [], State.VACANT: [], State.DUE_SOON: []}  # type: ignore[var-annotated]
    with translation.override(to.language):
        for one in standings:
            if (state := one.state(today)) in groups:
                groups[state].append(_line(one, to))
    return {str(state): lines for state, lines in groups.items()}


def _line(standing: Standing, to: User) -> dict[str, Any]:
    return {
        "person": standing.name,
        "role": str(MembershipRole(standing.demand.role).label),
        "name": in_language(standing.demand.names, to.language),
        "due_on": standing.terms.due_on if standing.terms else None,
    }


def _post(folder: str, context: dict[str, Any], *, to: User, link: str, at: datetime, key: str) -> OutboxMessage:
    return post_rendered(folder, context, to=to, at=at, link=link, key=key)
