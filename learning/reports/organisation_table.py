"""Who takes and has completed what for an organisation: progress and completion, never answers or scores."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from cms import clock
from cms.people.models import Organisation
from cms.people.queries import current_memberships, whole_of

from ..enums import EnrolmentState
from ..models import Enrolment
from ..queries import enrolments_by_name, enrolments_in_order
from ..requirements.models import Obligation
from .tables import Table, day_of

CHUNK = 500


def organisation_table(organisation: Organisation) -> Table:
    """One query of plain values, then one for every five hundred enrolments."""
    return Table(
        name="-".join([organisation.name, _("courses")]),
        columns=[
            ("name", _("Name")),
            ("course", _("Course")),
            ("enrolled_on", _("Enrolled")),
            ("state", _("State")),
            ("done", _("Items done")),
            ("required", _("Items required")),
            ("completed_on", _("Completed")),
        ],
        rows=_rows(list(enrolments_by_name(organisation)), _words()),
        about={
            "report": "organisation",
            "organisation": {"name": organisation.name, "number": organisation.number},
        },
    )


def _words() -> dict[str, str]:
    return {state.value: str(state.label) for state in EnrolmentState}


def _rows(ids: list[int], words: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    left = iter(ids)
    while chunk := list(islice(left, CHUNK)):
        for one in enrolments_in_order(chunk):
            yield (
                one.learner.name,
                one.course.title,
                day_of(one.enrolled_at),
                words[one.state],
                one.course_state.done,
                one.course_state.required,
                day_of(one.ended_at),
            )


# --- Numbers ---------------------------------------------------------------------------------------


class Numbers(NamedTuple):
    """Courses under way and completed for an organisation, and what its people's roles ask for that is overdue."""

    under_way: int
    completed: int
    overdue: int


def numbers_of(organisation: Organisation) -> Numbers:
    """One query, any size."""
    today = clock.today()
    courses = Enrolment.objects.filter(organisation__in=whole_of(organisation))
    still = current_memberships(on=today).filter(organisation=organisation).values("user_id")
    overdue = Obligation.objects.filter(organisation=organisation, user__in=still, due_on__lt=today)
    counted = Organisation.objects.filter(pk=organisation.pk).values_list(
        _number(courses.filter(state=EnrolmentState.ACTIVE)),
        _number(courses.filter(state=EnrolmentState.COMPLETED)),
        _number(overdue),
    )
    return Numbers(*counted.get())


def _number(rows: "QuerySet[Any]") -> Coalesce:
    """How many rows there are, as a subquery."""
    counted = rows.order_by().annotate(all=Value(1)).values("all").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number"), output_field=IntegerField()), 0)
