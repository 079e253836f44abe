"""Measure each piece of work in this process, print a table, write the figures to test-results/benchmarks.json.

    python -m tests.benchmarks.in_process          all of it
    python -m tests.benchmarks.in_process course   only what has "course" in its name is shown

The requests go through Django's test client: middleware, view, template and SQL (PostgreSQL), but no web server. The
courses are as large as the budgets say; the running demo is measured by tests/benchmarks/demo.py.
"""

import json
import logging
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from tests.database import ROOT, fresh_database  # noqa: E402

from . import bookings, events, learning, site  # noqa: E402
from .measure import Figure  # noqa: E402

RESULTS = ROOT / "test-results" / "benchmarks.json"


def main(words: list[str]) -> None:
    logging.disable(logging.WARNING)
    with fresh_database("bench") as name, tempfile.TemporaryDirectory() as media:
        connection.settings_dict["NAME"] = name
        settings.MEDIA_ROOT = Path(media)
        figures = [figure for figure in _all() if _show(figure, words)]
        connection.close()
    _write(figures)


def _all() -> Iterator[Figure]:
    print(f"{'ms of CPU':40}{'web':>8}{'database':>10}{'total':>8}{'budget':>8}")
    yield from site.figures()
    yield from learning.figures()
    yield from bookings.figures()
    yield from events.figures()


def _show(figure: Figure, words: list[str]) -> bool:
    """Print a line as soon as it is known; say whether it was asked for."""
    if words and not any(word in figure.name for word in words):
        return False
    database = "" if figure.database_ms is None else f"{figure.database_ms:.1f}"
    budget = "" if figure.budget_ms is None else f"{figure.budget_ms:g}"
    mark = "" if figure.holds else "  over"
    print(
        f"{figure.name:40}{figure.web_ms:8.1f}{database:>10}{figure.total_ms:8.1f}{budget:>8}{mark}",
        flush=True,
    )
    return True


def _write(figures: list[Figure]) -> None:
    RESULTS.parent.mkdir(exist_ok=True)
    about = {"python": platform.python_version(), "machine": platform.machine(), "database": connection.vendor}
    RESULTS.write_text(json.dumps({**about, "figures": [figure.as_json() for figure in figures]}, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
