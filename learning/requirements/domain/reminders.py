"""Telling people what is due, and their contact persons what is missing.

Each step is told of once for each running deadline; the key in the outbox sees to it. What was to be told while
nothing ran is still told for some days, then no more: the next step is near. Nothing is written for an organisation
whose timers stand still; its days have moved, so the steps come later.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from cms import clock
from cms.mail.models import OutboxMessage
from cms.people.enums import MembershipRole, OrganisationState
from cms.people.models import Organisation
from cms.people.queries import current_memberships

from ..enums import State
from ..models import Obligation
from ..standings import Pauses, Standing, standings_of, standings_of_person

# Days before the due day a person is told, and the day after it has passed.
STEPS = (60, 30, 7)
OVERDUE = -1
# How late a step is still told of, so that a worker that stood still forgets nobody.
CATCH_UP = timedelta(days=5)
# What the contact person's digest looks ahead to.
AHEAD = timedelta(days=STEPS[0])
WEEK = timedelta(days=7)


class Due(NamedTuple):
    """A reminder to write: which obligation, which step."""

    obligation_id: int
    step: int


@dataclass(frozen=True)
class Reminder:
    """What a person is told: which demand, where, and by when."""

    standing: Standing
    organisation: Organisation
    step: int


# --- To the person ---------------------------------------------------------------------------------


def reminders_due(*, at: datetime, limit: int = 500) -> list[Due]:
    """Reminders that are to be written and are not yet. A handful of queries, whatever the number of obligations."""
    today = clock.local_date(at)
    rows = _near_a_step(today)
    if not rows:
        return []
    told = _told({_key(row, step) for row, step in rows})
    quiet = _paused_among({row.organisation_id for row, _ in rows}, today)
    fresh = [(row, step) for row, step in rows if _key(row, step) not in told and row.organisation_id not in quiet]
    return [Due(row.pk, step) for row, step in fresh[:limit]]


def remind(*, obligation_id: int, step: int, at: datetime) -> bool:
    """Write one reminder, once, if it is still asked of the person today; say whether there was one to write.

    The table may be an hour old, so roles and completions are looked at again.
    """
    from ..mails import obligation_due

    today = clock.local_date(at)
    rows = Obligation.objects.select_related("user", "organisation__municipality")
    row = rows.filter(pk=obligation_id, user__is_active=True, organisation__state=OrganisationState.ACTIVE).first()
    if row is None or row.user is None or clock.timers_paused(organisation_id=row.organisation_id, at=at):
        return False
    standing = _of_row(row, on=today)
    if standing is None or standing.terms is None or standing.state(today) == State.COVERED:
        return False
    if standing.terms.due_on is None or _step_on(standing.terms.due_on, today) != step:
        return False
    obligation_due(Reminder(standing, row.organisation, step), to=row.user, at=at, key=_key(row, step))
    return True


def _near_a_step(today: date) -> list[tuple[Obligation, int]]:
    """Obligations whose due day is as far off as one of the steps, or a little nearer."""
    near = Q()
    for step in (*STEPS, OVERDUE):
        due = today + timedelta(days=step)
        near |= Q(due_on__gt=due - CATCH_UP, due_on__lte=due)
    still = current_memberships(on=today).filter(user=OuterRef("user"), organisation=OuterRef("organisation"))
    rows = Obligation.objects.filter(near, Exists(still), user__is_active=True).order_by("due_on", "pk")
    steps = ((row, _step_on(row.due_on, today)) for row in rows if row.due_on)
    return [(row, step) for row, step in steps if step is not None]


def _step_on(due_on: date, today: date) -> int | None:
    """Which step is to be told of today, None between two of them."""
    left = (due_on - today).days
    return next((step for step in (*STEPS, OVERDUE) if step - CATCH_UP.days < left <= step), None)


def _key(row: Obligation, step: int) -> str:
    """One deadline is told of once a step, also when a pause has moved it: its beginning names it, not its end."""
    began = row.done_on or row.since
    return f"requirements.due:{row.requirement_id}:{row.organisation_id}:{row.user_id}:{began}:{step}"


def _told(keys: Iterable[str]) -> set[str | None]:
    found = OutboxMessage.objects.filter(idempotency_key__in=keys)
    return set(found.values_list("idempotency_key", flat=True))


def _of_row(row: Obligation, *, on: date) -> Standing | None:
    """How the seat of a row stands today, None when it is no longer asked of this person."""
    assert row.user
    roles = row.user.memberships.filter(organisation=row.organisation_id).select_related("organisation__municipality")
    found = standings_of_person(row.user, roles, on=on)
    return next((one for one in found if one.demand.requirement_id == row.requirement_id), None)


# --- To the contact person -------------------------------------------------------------------------


class Digest(NamedTuple):
    """A digest to write: which organisation, to whom."""

    organisation_id: int
    user_id: int


def digests_due(*, at: datetime) -> list[Digest]:
    """Whom to write a digest to this week: contacts of organisations where something came up in the week before.

    At most one a week for each organisation and contact, whatever the number of people.
    """
    today = clock.local_date(at)
    places = _with_news(today)
    quiet = _paused_among(places, today) if places else set()
    contacts = current_memberships(on=today).filter(
        organisation__in=places - quiet,
        organisation__state=OrganisationState.ACTIVE,
        role=MembershipRole.CONTACT,
        user__is_active=True,
    )
    pairs = contacts.order_by("organisation_id", "user_id").values_list("organisation_id", "user_id").distinct()
    wanted = {digest_key(Digest(*pair), today): Digest(*pair) for pair in pairs}
    told = _told(wanted)
    return [digest for key, digest in wanted.items() if key not in told]


def send_digest(*, organisation_id: int, user_id: int, at: datetime) -> bool:
    """Write the digest of one organisation to one contact person, once a week; say whether there was one to write."""
    from ..mails import organisation_digest

    today = clock.local_date(at)
    contact = current_memberships(on=today).filter(
        organisation=organisation_id, user=user_id, role=MembershipRole.CONTACT, user__is_active=True
    )
    organisation = Organisation.objects.select_related("municipality").filter(
        pk=organisation_id, state=OrganisationState.ACTIVE
    )
    place, held = organisation.first(), contact.select_related("user").first()
    if place is None or held is None or clock.timers_paused(organisation_id=place.pk, at=at):
        return False
    asked = [one for one in standings_of([place], on=today) if _belongs_in_digest(one, today)]
    if not asked:
        return False
    key = digest_key(Digest(organisation_id, user_id), today)
    organisation_digest(place, asked, to=held.user, at=at, key=key)
    return True


def digest_key(digest: Digest, today: date) -> str:
    year, week, _ = today.isocalendar()
    return f"requirements.digest:{digest.organisation_id}:{digest.user_id}:{year}-{week}"


def _with_news(today: date) -> set[int]:
    """Organisations where in the week before this one a step was reached or a role became vacant."""
    monday = today - timedelta(days=today.weekday())
    news = Q(user__isnull=True, created_on__gte=monday - WEEK, created_on__lt=monday)
    for step in (*STEPS, OVERDUE):
        reached = timedelta(days=step)
        news |= Q(due_on__gte=monday - WEEK + reached, due_on__lt=monday + reached)
    return set(Obligation.objects.filter(news).order_by().values_list("organisation_id", flat=True).distinct())


def _belongs_in_digest(standing: Standing, today: date) -> bool:
    """What is overdue or vacant, and what falls due in two months."""
    state = standing.state(today)
    if state == State.DUE_SOON:
        return bool(standing.terms and standing.terms.due_on and standing.terms.due_on <= today + AHEAD)
    return state != State.COVERED


def _paused_among(organisation_ids: set[int], today: date) -> set[int]:
    """Organisations whose timers stand still now. One query, two where something is paused."""
    if not organisation_ids:
        return set()
    places = Organisation.objects.filter(pk__in=organisation_ids).select_related("municipality")
    pauses = Pauses(places, on=today)
    return {pk for pk in organisation_ids if pauses.holds(pk)}
