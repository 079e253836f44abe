"""The site of the rush in processes of its own, and the processor time of its web, worker, database and cache."""

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any

from django.db import connection

from cms.mail.enums import MessageState
from cms.mail.models import OutboxMessage
from tests.database import ROOT, url_of
from tests.demo_site import wait_for

from .quiz_rush import served
from .rush_queue import queue_of

SETTINGS = "tests.benchmarks.rush_settings"
TICKS = os.sysconf("SC_CLK_TCK")
# Database processes come and go: they are looked at this often.
EVERY = 0.1


class Site:
    """Two web processes and a worker over one database. With `locked=False` the locks are taken away, and many meet."""

    def __init__(self, database: str, var: Path, *, locked: bool = True) -> None:
        self.database, self.var = database, var
        how: dict[str, Any] = {} if locked else {"application": "tests.benchmarks.unlocked", "threads": 8}
        self.web = served(url_of(database), var, **how)
        self.queue = queue_of(database, var)
        self.web.environment |= {"DJANGO_SETTINGS_MODULE": SETTINGS, **self.queue.environment}
        self.meter = DatabaseMeter(database)

    def __enter__(self) -> "Site":
        self.port = self.web.__enter__()
        command = [sys.executable, "-m", "celery", "--app", "cms.celery", "worker", "--pool", "threads"]
        command += ["--concurrency", "2", "--loglevel", "INFO"]
        self.log = self.var / "worker.log"
        with self.log.open("wb") as log:
            self.worker = subprocess.Popen(command, cwd=ROOT, env=self.web.environment, stdout=log, stderr=log)
        self.meter.start()
        if not wait_for(lambda: "ready." in self.log.read_text(), seconds=240):
            self.__exit__()
            raise TimeoutError(self.log.read_text())
        return self

    def __exit__(self, *what: object) -> None:
        self.meter.stop()
        self.worker.terminate()
        self.worker.wait(timeout=60)
        self.web.__exit__(*what)
        self.queue.clear()

    def spent(self) -> dict[str, float]:
        """Seconds of processor time so far."""
        return {
            "web": tree_seconds(self.web.process.pid),
            "worker": tree_seconds(self.worker.pid),
            "database": self.meter.seconds(),
            "cache": self.queue.seconds(),
        }

    def settle(self) -> None:
        """Until all mail has left and the queue is empty."""
        wait_for(lambda: self.queue.is_empty() and not self._unsent(), seconds=120)
        time.sleep(1)

    def _unsent(self) -> bool:
        return OutboxMessage.objects.filter(state__in=(MessageState.DUE, MessageState.SENDING)).exists()


class DatabaseMeter:
    """Processor time of the PostgreSQL processes that serve one database, our own excepted."""

    def __init__(self, database: str) -> None:
        self.mark = f" {database} ".encode()
        self.seen: dict[int, float] = {}
        self.over = Event()
        self.thread = Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.own = cursor.fetchone()[0]
        self.thread.start()

    def stop(self) -> None:
        self.over.set()
        self.thread.join()

    def seconds(self) -> float:
        self._look()
        return sum(self.seen.copy().values())

    def _watch(self) -> None:
        while not self.over.wait(EVERY):
            self._look()

    def _look(self) -> None:
        for folder in Path("/proc").glob("[0-9]*"):
            number = int(folder.name)
            with suppress(OSError):
                command = (folder / "cmdline").read_bytes()
                if command.startswith(b"postgres:") and self.mark in command and number != self.own:
                    self.seen[number] = own_seconds(number)


def own_seconds(number: int) -> float:
    fields = Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def tree_seconds(number: int) -> float:
    """Processor time of a process and all it has started."""
    children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    return own_seconds(number) + sum(tree_seconds(int(child)) for child in children)
