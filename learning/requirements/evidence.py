"""How the people of an organisation stand with what is asked of their roles, as rows of its evidence."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from cms.evidence import EXPIRED, VALID, EvidenceRow
from cms.people.models import Organisation

from .enums import State
from .matrix import matrix_of


def requirements_as_evidence(organisation: Organisation, on: date) -> Iterable[EvidenceRow]:
    """A row for each person and requirement, and for each role that nobody holds. The queries of a matrix."""
    for cell in matrix_of(organisation, on=on).cells:
        yield EvidenceRow(
            kind=_("Requirement"),
            person=cell.name,
            user_id=cell.standing.user_id,
            what=f"{cell.demand.name} ({cell.role_word}): {cell.title}",
            issued_on=cell.done_on,
            valid_until=cell.due_on,
            state=VALID if cell.state == State.COVERED else EXPIRED,
            state_word=cell.state.label,
        )
