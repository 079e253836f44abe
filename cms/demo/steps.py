"""What must be done before the site can be served: each step a process of its own, skipped when up to date."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from . import fingerprint
from .supervisor import kill_group, start_process


class StepFailed(Exception):
    """A step ended badly; says which, and what it said last."""


@dataclass(frozen=True)
class Step:
    name: str
    arguments: tuple[str, ...]


PREPARE_DATABASE = Step("Database", ("prepare_database",))
COLLECT_STATIC = Step("Static files", ("collectstatic", "--noinput", "--clear", "--verbosity", "0"))
SEED = Step("Demo academy", ("seed",))


def prepare(var: Path, *, environment: Mapping[str, str]) -> None:
    """Bring database, static files and demo content up to date; raise StepFailed when one of them cannot be."""
    database, static = var / "samvirke.sqlite3", var / "static"
    code, static_files = fingerprint.of_code(), fingerprint.of_static_files()
    database_is_stale = _database_mark(database) != _number(code)
    static_is_stale = _static_mark(static) != static_files

    first = [PREPARE_DATABASE] * database_is_stale + [COLLECT_STATIC] * static_is_stale
    run_together(first, var=var, environment=environment)
    if static_is_stale:
        _mark_path(static).write_text(static_files)
    if database_is_stale:
        run_together([SEED], var=var, environment=environment)
        _mark_database(database, _number(code))


def run_together(steps: Sequence[Step], *, var: Path, environment: Mapping[str, str]) -> None:
    """Run steps side by side, show one line for each; the first failure ends the others."""
    started = time.monotonic()
    running = {step: _start(step, var, environment) for step in steps}
    try:
        while running:
            for step in [step for step, process in running.items() if process.poll() is not None]:
                _report(step, running.pop(step), var, time.monotonic() - started)
            _show(f"{', '.join(step.name for step in running)} … {time.monotonic() - started:.0f} s" if running else "")
            time.sleep(0.1)
    finally:
        for process in running.values():
            kill_group(process)


def _start(step: Step, var: Path, environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    log = _log_of(step, var)
    log.unlink(missing_ok=True)
    return start_process([sys.executable, "manage.py", *step.arguments], log=log, environment=environment)


def _report(step: Step, process: "subprocess.Popen[bytes]", var: Path, seconds: float) -> None:
    if process.returncode:
        last_words = "".join(_log_of(step, var).read_text(errors="replace").splitlines(keepends=True)[-25:])
        raise StepFailed(f"{step.name} failed; this is what it said last:\n\n{last_words}")
    _show("")
    print(f"{step.name}: {seconds:.1f} s", flush=True)


def _show(text: str) -> None:
    """Write over the progress line, where a person is looking."""
    if sys.stdout.isatty():
        print(f"\r\033[K{text}", end="", flush=True)


def _log_of(step: Step, var: Path) -> Path:
    return var / "log" / f"{step.arguments[0]}.log"


# --- Marks: what was done, written where it was done -------------------------------------------


def _number(mark: str) -> int:
    """SQLite keeps one signed 32-bit number for its owner (user_version): the mark's first 31 bits."""
    return int(mark[:8], 16) >> 1


def _database_mark(path: Path) -> int:
    if not path.exists():
        return -1
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _mark_database(path: Path, number: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {number}")


def _mark_path(static: Path) -> Path:
    return static / ".made-from"


def _static_mark(static: Path) -> str:
    return _mark_path(static).read_text() if _mark_path(static).exists() else ""
