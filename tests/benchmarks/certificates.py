"""A thousand certificates to a list: awarded, drawn and signed piece by piece, as the worker does it.

python -m tests.benchmarks.certificates              1000 of them
python -m tests.benchmarks.certificates 100
"""

import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.storage import storages  # noqa: E402
from django.db import connection  # noqa: E402

from cms import clock  # noqa: E402
from learning import tasks  # noqa: E402
from learning.badges import tasks as badge_tasks  # noqa: E402
from learning.badges.domain.credentials import sign_badge  # noqa: E402
from learning.bulk_awards import tasks as bulk_tasks  # noqa: E402
from learning.bulk_awards.domain.bulk_awards import advance_bulk_award  # noqa: E402
from learning.bulk_awards.queries import progress_of  # noqa: E402
from learning.domain.certificate_documents import make_document  # noqa: E402
from learning.models import Certificate  # noqa: E402
from tests.database import fresh_database  # noqa: E402
from tests.factories.badges import make_key  # noqa: E402
from tests.factories.bulk_awards import make_list, start  # noqa: E402
from tests.factories.people import make_user  # noqa: E402
from tests.queries import count_queries  # noqa: E402


def main(words: list[str]) -> None:
    logging.disable(logging.WARNING)
    number = int(words[0]) if words else 1000
    _let_nothing_run_by_itself()
    with fresh_database("bench") as name, tempfile.TemporaryDirectory() as folder:
        connection.settings_dict["NAME"] = name
        settings.MEDIA_ROOT = Path(folder)
        storages["private"].__dict__["_location"] = folder
        print(f"{connection.vendor:32}{'seconds':>9}{'CPU':>8}{'ms each':>9}{'questions each':>16}")
        make_key(at=clock.now())
        guests = [make_user(f"Deltaker {one}") for one in range(number)]
        record = measure("check the list", number, lambda: make_list(*guests, at=clock.now()))
        start(record, at=clock.now())
        measure("award", number, lambda: _award(record.pk))
        measure("progress, asked once", 1, lambda: progress_of(record))
        ids = list(Certificate.objects.order_by("pk").values_list("pk", flat=True))
        measure("PDF", number, lambda: [make_document(certificate_id=pk, at=clock.now()) for pk in ids])
        measure("signed badge", number, lambda: [sign_badge(certificate_id=pk, at=clock.now()) for pk in ids])
        done = progress_of(record)
        assert (done.awarded, done.documents, done.badges) == (number, number, number), done
        connection.close()


def _award(award_id: int) -> None:
    while advance_bulk_award(award_id=award_id, at=clock.now()):
        pass


def _let_nothing_run_by_itself() -> None:
    """In tests tasks run where they are enqueued; here each piece is measured apart."""
    all_tasks: tuple[Any, ...] = (tasks.render_certificate, badge_tasks.sign_badge, bulk_tasks.advance)
    for task in all_tasks:
        task.delay = lambda *_arguments: None


def measure(what: str, number: int, work: Callable[[], Any]) -> Any:
    connection.queries_log.clear()
    wall, cpu = time.perf_counter(), time.process_time()
    with count_queries() as asked:
        outcome = work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what:32}{wall:9.1f}{cpu:8.1f}{1000 * cpu / number:9.1f}{len(asked) / number:16.2f}", flush=True)
    return outcome


if __name__ == "__main__":
    main(sys.argv[1:])
