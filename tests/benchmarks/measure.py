"""CPU of one piece of work: of this process (the web's part), and of the PostgreSQL process that serves it.

Processor time, not time on the wall: other work on the machine disturbs it little. The web's part is the median over
all rounds; the database's is read from /proc, which counts in hundredths of a second, so it is the mean of all rounds.
"""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import connection

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Figure:
    name: str
    web_ms: float
    database_ms: float | None
    budget_ms: float | None
    rounds: int

    @property
    def total_ms(self) -> float:
        return self.web_ms + (self.database_ms or 0.0)

    @property
    def holds(self) -> bool:
        return self.budget_ms is None or self.total_ms <= self.budget_ms

    def as_json(self) -> dict[str, object]:
        return asdict(self) | {"total_ms": self.total_ms, "holds": self.holds}


def measure(name: str, work: Callable[[], object], *, budget_ms: float | None, rounds: int = 60) -> Figure:
    """Do the work a few times to warm up, then `rounds` times on the clock."""
    for _ in range(5):
        work()
    database_before = _database_seconds()
    spent = [_timed(work) for _ in range(rounds)]
    database_after = _database_seconds()
    database = None
    if database_before is not None and database_after is not None:
        database = 1000 * (database_after - database_before) / rounds
    return Figure(name, 1000 * statistics.median(spent), database, budget_ms, rounds)


def _timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _database_seconds() -> float | None:
    """Processor time of our own PostgreSQL process so far; None when it is not on this machine."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        number = cursor.fetchone()[0]
    try:
        fields = Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / TICKS
