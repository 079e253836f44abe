"""Races on the real database: several things at once, and the same with the lock taken away.

A test of a lock that passes without the lock proves nothing, so each race is run twice. Threads wait for each other
just before one statement, which makes them meet there every time instead of now and then; with the lock in place
the others never come, and the first goes on alone: as soon as PostgreSQL says that the others wait for a lock.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager, nullcontext, suppress
from threading import Barrier, BrokenBarrierError, Event
from typing import Any

import psycopg
import pytest
from django.db import connection, models
from django.db.models import QuerySet

from .database import url_of

# Seconds to wait for somebody who may be held up by a lock, where the database does not say so. PostgreSQL does: there
# only a test that hangs waits so long, and a slow machine does not part those who would have met.
PATIENCE = {"postgresql": 60.0, "sqlite": 1.0}
# Seconds after which whoever should have come will not come any more.
NEVER_COMES = 60.0
# Seconds between two questions to the database who waits for a lock.
LOOK_EVERY = 0.02
# Only those held up by each other: the autovacuum, busy with what the last test left, lets go by itself.
HELD_UP = """
    SELECT count(*) FROM pg_stat_activity AS held_up
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND EXISTS (
        SELECT FROM pg_stat_activity AS holder
        WHERE holder.pid = ANY (pg_blocking_pids(held_up.pid)) AND holder.backend_type = 'client backend'
    )
"""


def at_once(*calls: Callable[[], Any], meet_before: str | tuple[str, ...] = "") -> list[Any]:
    """Run the calls in threads that start together; return what each gave back, or the error it raised.

    Every thread waits for the others before the statement that begins with `meet_before`, or with one of several: as
    Django writes it, with `%s` for each value. At least one must come to it.
    """
    start, meeting, came = Barrier(len(calls)), Barrier(len(calls)), Event()

    def run(call: Callable[[], Any]) -> Any:
        start.wait()
        try:
            with connection.execute_wrapper(_meeting(meeting, meet_before, came)) if meet_before else nullcontext():
                return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        running = [pool.submit(run, call) for call in calls]
        if meet_before and connection.vendor == "postgresql":
            _end_vain_waits(running, meeting)
        ended = [one.result() for one in running]
    assert came.is_set() or not meet_before, f"Nobody came to {meet_before}: {ended}"
    return ended


def _end_vain_waits(running: list[Future[Any]], meeting: Barrier) -> None:
    """Let those at the meeting go on once nobody else can come: each of the others is done, or waits for a lock.

    Seen twice in a row, since a lock may be given between two looks.
    """
    seen = False
    with _held_up() as held_up:
        while wait(running, timeout=LOOK_EVERY).not_done and not meeting.broken:
            absent = sum(one.done() for one in running) + held_up()
            in_vain = 0 < meeting.n_waiting < len(running) <= meeting.n_waiting + absent
            if in_vain and seen:
                meeting.abort()
            seen = in_vain


def in_the_middle_of(first: Callable[[], Any], then: Callable[[], Any], *, before: str) -> list[Any]:
    """Run `first` up to the statement that begins with `before`; there `then` happens, to its end or until a lock of
    `first` holds it up, and `first` goes on. Return what both gave back, or the errors they raised.
    """
    reached, happened = Event(), Event()

    def pause(run: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(before) and not reached.is_set():
            reached.set()
            _until(happened)
        return run(sql, params, many, context)

    def interrupted() -> Any:
        with connection.execute_wrapper(pause):
            return first()

    def interrupting() -> Any:
        assert reached.wait(NEVER_COMES), f"Nobody came to {before}"
        try:
            return then()
        finally:
            happened.set()

    return at_once(interrupted, interrupting)


def until_somebody_is_held_up() -> None:
    """Raises AssertionError where nobody comes and waits for a lock."""
    ends = time.monotonic() + NEVER_COMES
    with _held_up() as held_up:
        while not held_up():
            assert time.monotonic() < ends, "nobody came"
            time.sleep(LOOK_EVERY)


def _until(event: Event) -> None:
    """Wait for the event, as long as no lock holds up who would have brought it about.

    Held up twice in a row, since a lock may be given between two looks.
    """
    if connection.vendor != "postgresql":
        event.wait(PATIENCE[connection.vendor])
        return
    in_a_row, ends = 0, time.monotonic() + PATIENCE[connection.vendor]
    with _held_up() as held_up:
        while in_a_row < 2 and time.monotonic() < ends and not event.wait(LOOK_EVERY):
            in_a_row = in_a_row + 1 if held_up() else 0


@contextmanager
def _held_up() -> Iterator[Callable[[], int]]:
    """Give who can say how many wait for a lock in this database, asked outside of every transaction."""
    with closing(psycopg.connect(url_of(str(connection.settings_dict["NAME"])), autocommit=True)) as watcher:
        yield lambda: watcher.execute(HELD_UP).fetchone()[0]  # type: ignore[index]


def _meeting(meeting: Barrier, beginning: str | tuple[str, ...], came: Event) -> Callable[..., Any]:
    def execute(run: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(beginning):
            came.set()
            with suppress(BrokenBarrierError):
                meeting.wait(timeout=PATIENCE[connection.vendor])
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
