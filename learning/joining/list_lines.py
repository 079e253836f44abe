"""Lines of a list of people to enrol: read, held against the organisation's people, and sorted. Writes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from cms import clock
from cms.imports.enums import Column, ImportKind
from cms.imports.lines import shortened
from cms.imports.people_known import users_with
from cms.imports.reader import Row, inspect_file, read_rows
from cms.imports.words import plain
from cms.people.emails import WrongEmail, check_email
from cms.people.models import Organisation, User
from cms.people.queries import current_memberships
from learning.enums import EnrolmentState
from learning.gates.entry import missing_for
from learning.models import Course, Enrolment

from .enums import LineReason

MOST = 5000
WHY_NO_EMAIL = {
    "letters": LineReason.EMAIL_LETTERS,
    "hidden": LineReason.EMAIL_LOOKALIKE,
    "domain": LineReason.EMAIL_LOOKALIKE,
}


class TooLong(Exception):
    """More people than one list may have."""


@dataclass
class Line:
    """Somebody to enrol, or (`reason`, in `column`) why nobody is."""

    row: int
    user: User | None = None
    email: str = ""
    column: str = Column.EMAIL
    reason: str = ""
    value: str = ""

    def refuse(self, reason: LineReason, column: str = Column.EMAIL, value: str = "") -> None:
        self.reason, self.column, self.user = reason, column, None
        self.value = shortened(value or self.value or self.email)


def lines_of_file(file: BinaryIO, *, size: int, organisation: Organisation) -> list[Line]:
    """What stands in a file, line by line. Raises UnreadableFile and TooLong."""
    form = inspect_file(file, kind=ImportKind.PEOPLE, size=size)
    if form.total > MOST:
        raise TooLong
    return [_read(row, organisation) for row in read_rows(file, form, kind=ImportKind.PEOPLE)]


def lines_of_people(people: Iterable[User]) -> list[Line]:
    """People who were ticked, as lines in this order."""
    return [Line(row, user=one, value=named(one)) for row, one in enumerate(people, start=2)]


def named(user: User) -> str:
    return f"{user.name} ({user.email})" if user.name else user.email


def _read(row: Row, organisation: Organisation) -> Line:
    written = row.values.get(Column.EMAIL, "")
    line = Line(row.number, value=written)
    if row.too_many:
        line.refuse(LineReason.CELLS_TOO_MANY, column="")
        return line
    try:
        line.email = check_email(written)
    except WrongEmail as wrong:
        line.refuse(WHY_NO_EMAIL.get(wrong.code, LineReason.EMAIL_WRONG))
        return line
    _refuse_other_organisation(line, row, organisation)
    return line


def _refuse_other_organisation(line: Line, row: Row, organisation: Organisation) -> None:
    """A line that names another organisation is somebody else's: it was not meant for here."""
    number = "".join(sign for sign in row.values.get(Column.NUMBER, "") if sign.isdigit())
    name = row.values.get(Column.ORGANISATION, "")
    if number and number != organisation.number:
        line.refuse(LineReason.ORGANISATION_OTHER, Column.NUMBER, row.values[Column.NUMBER])
    elif name and plain(name) != plain(organisation.name):
        line.refuse(LineReason.ORGANISATION_OTHER, Column.ORGANISATION, name)


def sort_lines(lines: list[Line], *, course: Course, organisation: Organisation, at: datetime) -> None:
    """Say of each line who it is, or why it enrols nobody. The same few questions for any number of lines."""
    good = [line for line in lines if not line.reason]
    known = users_with({line.email for line in good if line.user is None})
    for line in good:
        line.user = line.user or known.get(line.email)
    ids = {line.user.pk for line in good if line.user}
    members, states = members_among(ids, organisation, at=at), states_in(course, ids)
    seen: set[int] = set()
    for line in good:
        reason = _why_not(line.user, members, states, seen)
        if line.user:
            seen.add(line.user.pk)
            if not reason and missing_for(course, line.user, at, organisation_id=organisation.pk):
                reason = LineReason.GATE
        if reason:
            line.refuse(reason)


def _why_not(user: User | None, members: set[int], states: dict[int, str], seen: set[int]) -> LineReason | None:
    """Of somebody who is not theirs, a contact person is told nothing, not even whether there is an account."""
    if user is None or user.pk not in members:
        return LineReason.NOT_MEMBER
    if user.pk in seen:
        return LineReason.TWICE
    return {
        EnrolmentState.ACTIVE.value: LineReason.TAKES_IT,
        EnrolmentState.COMPLETED.value: LineReason.COMPLETED,
    }.get(states.get(user.pk, ""))


def members_among(ids: Iterable[int], organisation: Organisation, *, at: datetime) -> set[int]:
    """Who of these people is in the organisation today and can sign in. One query."""
    held = current_memberships(on=clock.local_date(at)).filter(organisation=organisation, user__is_active=True)
    return set(held.filter(user__in=list(ids)).values_list("user_id", flat=True))


def states_in(course: Course, ids: Iterable[int]) -> dict[int, str]:
    """How each of these people stands in a course, who withdrew left out; their latest enrolment. One query."""
    rows = Enrolment.objects.filter(course=course, learner__in=list(ids)).exclude(state=EnrolmentState.WITHDRAWN)
    return dict(rows.order_by("number").values_list("learner_id", "state"))
