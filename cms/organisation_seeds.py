"""The demo's organisations come to life: units, roles with dates, vacancies. Safe to run again."""

from datetime import date, datetime, timedelta

from . import clock
from .demo import organisation_life as life
from .people.domain.details import add_unit, set_invoice_address
from .people.domain.expected_roles import expect_roles
from .people.domain.memberships import AlreadyEnded, AlreadyHeld, end_membership, give_membership, leave_organisation
from .people.expected import proposed_roles
from .people.models import ExpectedRole, Organisation, User


def seed_organisations(organisations: dict[str, Organisation], *, at: datetime) -> None:
    """Give each organisation what the demo says of it; one that has expected roles was done before."""
    today = clock.today()
    for key, parts in life.PARTS.items():
        organisation = organisations[key]
        if ExpectedRole.objects.filter(organisation=organisation).exists():
            continue
        for name in life.UNITS[key]:
            add_unit(organisation=organisation, name=name, by=None, at=at)
        for part in parts:
            _play(part, organisation, today=today, at=at)
        if values := life.INVOICES.get(key):
            set_invoice_address(organisation=organisation, values=values, by=None, at=at)
        expect_roles(organisation=organisation, roles=proposed_roles(organisation.kind), by=None, at=at)
    for (email, key), days in life.LEFT.items():
        _leave(email, organisations[key], ends_on=today - timedelta(days=days))


def _play(part: life.Part, organisation: Organisation, *, today: date, at: datetime) -> None:
    unit = organisation.units.filter(name=part.unit).first()
    user = User.objects.get(email=part.email)
    try:
        given = give_membership(
            user=user,
            organisation=organisation,
            role=part.role,
            unit=unit,
            starts_on=today - timedelta(days=part.since),
            by=None,
            at=at,
        )
    except AlreadyHeld:
        return
    if part.ended is not None:
        end_membership(membership=given, ends_on=today - timedelta(days=part.ended), by=None, at=at)


def _leave(email: str, organisation: Organisation, *, ends_on: date) -> None:
    try:
        leave_organisation(
            user=User.objects.get(email=email), organisation=organisation, ends_on=ends_on, by=None, at=clock.now()
        )
    except AlreadyEnded:
        return
