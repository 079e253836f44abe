"""Importing 350 organisations and 5 000 people: CPU, memory and questions per line.

python -m tests.benchmarks.imports                 on the test database
python -m tests.benchmarks.imports write FOLDER    leave the two lists there, to try in a browser
SAMVIRKE_TEST_DATABASE=sqlite python -m tests.benchmarks.imports
"""

import logging
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
django.setup()

from django.db import connection  # noqa: E402

from tests.database import fresh_database  # noqa: E402
from tests.factories.imports import advance, big_organisation_list, big_people_list, checked, fresh, start  # noqa: E402
from tests.factories.people import make_admin  # noqa: E402
from tests.queries import count_queries  # noqa: E402

ORGANISATIONS, PEOPLE = 350, 5000


def main(words: list[str]) -> None:
    logging.disable(logging.WARNING)
    if words[:1] == ["write"]:
        write_lists(Path(words[1]))
        return
    with fresh_database("bench") as name:
        connection.settings_dict["NAME"] = name
        print(f"{connection.vendor:44}{'seconds':>9}{'CPU':>8}{'questions':>11}{'per line':>10}")
        by = make_admin()
        measure("organisations", big_organisation_list(ORGANISATIONS), ORGANISATIONS, by=by, kind="organisations")
        measure("people", big_people_list(PEOPLE, ORGANISATIONS), PEOPLE, by=by)
        measure("the same people again", big_people_list(PEOPLE, ORGANISATIONS), PEOPLE, by=by)
        invited = big_people_list(500, ORGANISATIONS).replace("innbygger", "gjest")
        measure("new people, with invitations", invited, 500, by=by, send_invitations=True)
        print(f"{'most memory at any time, MiB':44}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:9.0f}")
        connection.close()


def measure(what: str, content: str, lines: int, **fields: Any) -> None:
    """Upload and check; then import. Here tasks run at once, so the mail of invitations is sent too, into memory."""
    record = timed(f"{what}: upload and check {lines}", lines, lambda: checked(content, **fields))
    timed(f"{what}: import {lines}", lines, lambda: (start(record), advance(record)))
    done = fresh(record)
    assert (done.state, done.refused) == ("finished", 0), done.state


def timed(what: str, lines: int, work: Callable[[], Any]) -> Any:
    connection.queries_log.clear()
    wall, cpu = time.perf_counter(), time.process_time()
    with count_queries() as asked:
        outcome = work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what:44}{wall:9.1f}{cpu:8.1f}{len(asked):11}{len(asked) / lines:10.2f}", flush=True)
    return outcome


def write_lists(folder: Path) -> None:
    """The lists as a spreadsheet of an older kind would save them."""
    folder.mkdir(parents=True, exist_ok=True)
    lists = {"organisations": big_organisation_list(ORGANISATIONS), "people": big_people_list(PEOPLE, ORGANISATIONS)}
    for name, text in lists.items():
        (folder / f"{name}.csv").write_bytes(text.encode("cp1252"))


if __name__ == "__main__":
    main(sys.argv[1:])
