"""Lines of a list of people: read, held against what is known, and sorted by what they come to. Writes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cms.people.emails import WrongEmail, WrongName, check_email, check_name
from cms.people.enums import Language, MembershipRole
from cms.people.models import Organisation, User
from cms.people.numbers import WrongNumber, check_organisation_number

from .enums import Column, Reason
from .lines import Cells, Job, Tally
from .people_known import Known, Named, known_of
from .reader import Row
from .words import plain

WHY_NO_EMAIL = {
    "letters": Reason.EMAIL_LETTERS,
    "hidden": Reason.EMAIL_LOOKALIKE,
    "domain": Reason.EMAIL_LOOKALIKE,
}
LENGTH_OF_COUNTRY = {9: "no", 10: "se"}


@dataclass
class Line:
    """One person in one role of one organisation."""

    cells: Cells
    email: str
    name: str
    number: str
    organisation_name: str
    role: str
    unit: str
    language: str
    organisation: Organisation | None = None
    user: User | None = None

    @property
    def key(self) -> tuple[object, ...]:
        return (self.email, self.organisation.pk if self.organisation else 0, self.role)


@dataclass
class Batch:
    """What the lines come to. `tally` counts them; the lists say what is to be written: who joins, who is invited."""

    tally: Tally = field(default_factory=Tally)
    joins: list[Line] = field(default_factory=list)
    invites: list[Line] = field(default_factory=list)


def check_people(rows: Iterable[Row], job: Job) -> Batch:
    """Read the lines and sort them. People who exist are joined, never made again."""
    lines = [_read(row, job) for row in rows]
    known = known_of(_named_in(lines), job)
    batch = Batch()
    for line in lines:
        _place(line, known, job)
        if line.cells.problems:
            batch.tally.problems += line.cells.problems
        else:
            _sort(line, known, job, batch)
    return batch


def _read(row: Row, job: Job) -> Line:
    cells = Cells(row)
    return Line(
        cells=cells,
        email=_email(cells),
        name=cells.read(Column.NAME, check_name, WrongName, Reason.NAME_WRONG) if cells.text(Column.NAME) else "",
        number=_number(cells),
        organisation_name=cells.text(Column.ORGANISATION),
        role=cells.choice(Column.ROLE, MembershipRole, Reason.ROLE_UNKNOWN, default=MembershipRole.MEMBER),
        unit=cells.read(Column.UNIT, check_name, WrongName, Reason.UNIT_WRONG) if cells.text(Column.UNIT) else "",
        language=cells.choice(Column.LANGUAGE, Language, Reason.LANGUAGE_UNKNOWN),
    )


def _email(cells: Cells) -> str:
    try:
        return check_email(cells.text(Column.EMAIL))
    except WrongEmail as wrong:
        cells.refuse(Column.EMAIL, WHY_NO_EMAIL.get(wrong.code, Reason.EMAIL_WRONG))
        return ""


def _number(cells: Cells) -> str:
    """Norwegian numbers have nine digits, Swedish ten, so the country need not be said."""
    written = cells.text(Column.NUMBER)
    if not written:
        return ""
    digits = sum(letter.isdigit() for letter in written)
    country = LENGTH_OF_COUNTRY.get(digits, "se" if digits > 10 else "no")
    return cells.read(
        Column.NUMBER,
        lambda text: check_organisation_number(text, country=country),
        WrongNumber,
        Reason.NUMBER_WRONG,
    )


def _named_in(lines: list[Line]) -> Named:
    return Named(
        emails={line.email for line in lines if line.email},
        numbers={line.number for line in lines if line.number},
        names={plain(line.organisation_name) for line in lines if line.organisation_name},
    )


# --- What a line comes to ---------------------------------------------------------------------------


def _place(line: Line, known: Known, job: Job) -> None:
    """Find organisation and account, and what is wrong with them."""
    line.user = known.users.get(line.email)
    line.organisation = _own(line, job) if job.record.organisation else _named(line, known)
    if line.user and not line.user.is_active:
        line.cells.refuse(Column.EMAIL, Reason.ACCOUNT_CLOSED)
    if line.user is None and not line.cells.text(Column.NAME):
        line.cells.refuse(Column.NAME, Reason.NAME_MISSING)


def _own(line: Line, job: Job) -> Organisation | None:
    """A contact person's lines are about their own organisation, whether they say so or not."""
    own = job.record.organisation
    assert own is not None
    if not own.is_active:
        line.cells.refuse(Column.ORGANISATION, Reason.ORGANISATION_UNKNOWN)
    elif line.number and line.number != own.number:
        line.cells.refuse(Column.NUMBER, Reason.ORGANISATION_OTHER)
    elif line.organisation_name and plain(line.organisation_name) != plain(own.name):
        line.cells.refuse(Column.ORGANISATION, Reason.ORGANISATION_OTHER)
    return own


def _named(line: Line, known: Known) -> Organisation | None:
    """By number first; a name beside it must not belong to somebody else."""
    named = known.names.get(plain(line.organisation_name), [])
    if line.cells.text(Column.NUMBER):
        return _numbered(line, known, named)
    if not line.organisation_name:
        line.cells.refuse(Column.ORGANISATION, Reason.ORGANISATION_MISSING)
    elif len(named) != 1:
        reason = Reason.ORGANISATION_AMBIGUOUS if named else Reason.ORGANISATION_UNKNOWN
        line.cells.refuse(Column.ORGANISATION, reason)
    else:
        return named[0]
    return None


def _numbered(line: Line, known: Known, named: list[Organisation]) -> Organisation | None:
    numbered = known.numbers.get(line.number)
    if numbered is None and line.number:
        line.cells.refuse(Column.NUMBER, Reason.ORGANISATION_UNKNOWN)
    elif numbered and named and numbered not in named:
        line.cells.refuse(Column.ORGANISATION, Reason.NUMBER_OF_ANOTHER)
    return numbered


def _sort(line: Line, known: Known, job: Job, batch: Batch) -> None:
    """There already, to be made and joined, or (a contact person's line about somebody with an account) invited."""
    assert line.organisation is not None
    held = line.user and (line.user.pk, line.organisation.pk, line.role) in known.held
    asked = line.user and not held and not _may_join(line, known, job)
    if line.key in job.seen:
        batch.tally.unchanged += 1
    elif asked or (held and _is_to_be_invited(line, known, job)):
        batch.tally.invited += 1
        batch.invites.append(line)
    elif held:
        batch.tally.unchanged += 1
    else:
        batch.tally.created += 1
        batch.joins.append(line)
        if _is_to_be_invited(line, known, job):
            batch.invites.append(line)
    job.seen.add(line.key)


def _may_join(line: Line, known: Known, job: Job) -> bool:
    """The centre places anybody; a contact person only those who are members already. Others are asked."""
    assert line.user is not None
    assert line.organisation is not None
    return job.record.organisation is None or (line.user.pk, line.organisation.pk) in known.members


def _is_to_be_invited(line: Line, known: Known, job: Job) -> bool:
    """Who has not been here yet, once for each organisation, as long as no invitation of theirs is out."""
    assert line.organisation is not None
    if not job.record.send_invitations or (line.user and line.user.pk not in known.invitable):
        return False
    where = (line.email, line.organisation.pk)
    is_out = where in known.invited
    known.invited.add(where)
    return not is_out
