"""Addresses of a table's pages."""

from typing import Any

from django.urls import reverse

from ..enums import RunState
from ..models import TabletopRun


def address(name: str, run: TabletopRun, *more: Any) -> str:
    """A page of a run. The run comes with its enrolment and course."""
    return reverse(f"tabletop:{name}", args=[run.enrolment.course.slug, run.lesson_key, run.key, *more])


def run_url(run: TabletopRun) -> str:
    return address("run", run)


def where_it_is(run: TabletopRun, *, number: int) -> str:
    """The page a run is at, with the inject it is at."""
    if run.state == RunState.RUNNING:
        return address("inject", run, number)
    if run.state == RunState.DEBRIEF:
        return address("debrief", run)
    return address("note", run)
