"""Writing what a batch of lines comes to: a handful of statements, however many lines."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from cms import audit
from cms.people.domain.invitations import Guest, send_invitations
from cms.people.models import Membership, Organisation, Unit, User

from .. import organisation_lines, people_lines
from ..lines import Job
from ..people_lines import Line


def write_organisations(batch: organisation_lines.Batch, job: Job) -> None:
    """Create organisations, in use from now on."""
    made = Organisation.objects.bulk_create(batch.new)
    data = {"import": job.record.pk}
    audit.record_many(((one, data) for one in made), action="imports.organisation", by=job.by, at=job.at)


def write_people(batch: people_lines.Batch, job: Job) -> None:
    """Create accounts, units and memberships, and invite where that was asked for.

    New accounts can be signed in to by nobody: no password, an address that is not confirmed.
    """
    _write_accounts(batch.joins, job)
    _write_memberships(batch.joins, job)
    units = _units(batch.invites)
    guests = [(_organisation_of(line), _guest(line, units)) for line in batch.invites]
    send_invitations(guests=guests, by=job.by, at=job.at)


def _write_accounts(lines: list[Line], job: Job) -> None:
    """An account for each address that has none yet."""
    new: dict[str, User] = {}
    for line in lines:
        if line.user is None:
            line.user = new.setdefault(line.email, _account(line, job))
    User.objects.bulk_create(new.values())
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=False, primary=True) for user in new.values()
    )
    data = {"import": job.record.pk}
    audit.record_many(((user, data) for user in new.values()), action="people.register", by=job.by, at=job.at)


def _account(line: Line, job: Job) -> User:
    language = line.language or _organisation_of(line).language
    return User(email=line.email, name=line.name, language=language, password=make_password(None), date_joined=job.at)


def _write_memberships(lines: list[Line], job: Job) -> None:
    units, day = _units(lines), timezone.localdate(job.at)
    made = Membership.objects.bulk_create(
        Membership(
            user=line.user,
            organisation=line.organisation,
            role=line.role,
            unit=units.get(_unit_key(line)),
            starts_on=day,
        )
        for line in lines
    )
    rows = ((one, {"user": one.user_id, "organisation": one.organisation_id, "import": job.record.pk}) for one in made)
    audit.record_many(rows, action="people.join", by=job.by, at=job.at)


def _units(lines: Iterable[Line]) -> dict[tuple[int, str], Unit]:
    """The units the lines name, by organisation and name; those that are missing are created."""
    wanted = {_unit_key(line): line for line in lines if line.unit}
    if not wanted:
        return {}
    there = Unit.objects.filter(organisation__in={organisation for organisation, _ in wanted})
    units = {(unit.organisation_id, unit.name.casefold()): unit for unit in there}
    missing = [line for key, line in wanted.items() if key not in units]
    for unit in Unit.objects.bulk_create(Unit(organisation=line.organisation, name=line.unit) for line in missing):
        units[unit.organisation_id, unit.name.casefold()] = unit
    return units


def _unit_key(line: Line) -> tuple[int, str]:
    return _organisation_of(line).pk, line.unit.casefold()


def _organisation_of(line: Line) -> Organisation:
    assert line.organisation is not None
    return line.organisation


def _guest(line: Line, units: dict[tuple[int, str], Unit]) -> Guest:
    language = line.language or (line.user.language if line.user else _organisation_of(line).language)
    return Guest(line.email, line.name, language, line.role, units.get(_unit_key(line)), person=line.user)
