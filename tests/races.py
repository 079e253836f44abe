"""Races on the real database: several things at once, and the same with the lock taken away.

A test of a lock that passes without the lock proves nothing, so each race is run twice. Threads wait for each other
just before one statement, which makes them meet there every time instead of now and then; with the lock in place
the others never come, and the first goes on alone after a moment.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import connection, models
from django.db.models import QuerySet

# Seconds to wait for somebody who may be held up by a lock.
PATIENCE = 1.0


def at_once(*calls: Callable[[], Any], meet_before: str = "") -> list[Any]:
    """Run the calls in threads that start together; return what each gave back, or the error it raised.

    `meet_before` is the beginning of a statement every thread waits for the others before.
    """
    start, meeting = Barrier(len(calls)), Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        start.wait()
        try:
            with connection.execute_wrapper(_meeting(meeting, meet_before)) if meet_before else nullcontext():
                return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def _meeting(meeting: Barrier, beginning: str) -> Callable[..., Any]:
    def execute(run: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(beginning):
            with suppress(BrokenBarrierError):
                meeting.wait(timeout=PATIENCE)
        return run(sql, params, many, context)

    return execute


def needs_real_locks() -> None:
    """SQLite lets one write at a time, so nothing goes wrong there without our locks either."""
    if connection.vendor == "sqlite":
        pytest.skip("negative controls need PostgreSQL")


def take_away_locks(patch: pytest.MonkeyPatch) -> None:
    """The negative control: rows are read without `FOR UPDATE`."""
    needs_real_locks()
    patch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows)


@contextmanager
def without_constraints(model: type[models.Model], *names: str) -> Iterator[None]:
    """The negative control where the database has the last word: it is asked to say nothing."""
    needs_real_locks()
    constraints = [constraint for constraint in model._meta.constraints if constraint.name in names]
    with connection.schema_editor() as editor:
        for constraint in constraints:
            editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        model._base_manager.all().delete()
        with connection.schema_editor() as editor:
            for constraint in constraints:
                editor.add_constraint(model, constraint)
