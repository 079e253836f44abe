"""A real Celery worker on the real filesystem broker; everything else in the suite runs its tasks in place."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cms.demo.__main__ import environment_for

from .database import ROOT
from .demo_site import seeded_copy, wait_for

pytestmark = pytest.mark.service

WORKER = ["-m", "celery", "--app", "cms.celery", "worker", "--pool", "threads", "--concurrency", "1"]


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """A folder of the demo's, which is there already, with one mail that is due, no other, and nothing else to do."""
    seeded_copy(tmp_path)
    for task in (tmp_path / "queue").rglob("*.msg"):
        task.unlink()
    moment = (datetime.now(UTC) - timedelta(minutes=1)).strftime("%Y-%m-%d %H:%M:%S")
    row = dict.fromkeys(("html", "last_error", "calendar", "calendar_method"), "")
    row |= {
        "kind": "test",
        "to_address": "alice@example.org",
        "language": "nb",
        "subject": "Hei",
        "text": "Hei, Alice.",
    }
    row |= {
        "category": "essential",
        "link": "",
        "why": "",
        "state": "due",
        "due_at": moment,
        "created_at": moment,
        "attempts": "0",
    }
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    with closing(sqlite3.connect(tmp_path / "samvirke.sqlite3")) as connection, connection:
        connection.execute("DELETE FROM mail_outboxmessage")
        connection.execute(f"INSERT INTO mail_outboxmessage ({columns}) VALUES ({marks})", list(row.values()))
    return tmp_path


@pytest.fixture
def worker(var: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (var / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, *WORKER], cwd=ROOT, env=environment_of(var), stdout=log, stderr=subprocess.STDOUT
        )
    yield process
    process.terminate()
    process.wait(timeout=30)


def environment_of(var: Path) -> dict[str, str]:
    return {**environment_for(var, "http://localhost"), "PYTHONWARNINGS": ""}


def test_worker_sends_what_a_tick_finds_due(var: Path, worker: subprocess.Popen[bytes]) -> None:
    tick = "from cms.celery import app; app.send_task('cms.mail.tasks.send_due_mail')"
    subprocess.run([sys.executable, "-c", tick], cwd=ROOT, env=environment_of(var), check=True)

    assert wait_for(lambda: state_of_mail(var) == ("sent", 1), seconds=30), (var / "worker.log").read_text()


def state_of_mail(var: Path) -> tuple[str, int]:
    with closing(sqlite3.connect(var / "samvirke.sqlite3")) as connection:
        state, attempts = connection.execute("SELECT state, attempts FROM mail_outboxmessage").fetchone()
    return state, attempts
