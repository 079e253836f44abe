"""Following up a course of 5 000 learners × 40 items (200 000 facts): pages, tables, mail. CPU, questions, memory.

python -m tests.benchmarks.teaching                                on the test database
python -m tests.benchmarks.teaching 1000                           with fewer people
SAMVIRKE_TEST_DATABASE=sqlite python -m tests.benchmarks.teaching
"""

import logging
import os
import resource
import sys
import tempfile
import time
import tracemalloc
from functools import partial
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from learning.models import Attempt, ItemState  # noqa: E402
from tests.database import fresh_database  # noqa: E402
from tests.factories import blocks  # noqa: E402
from tests.factories.learning import AT  # noqa: E402
from tests.factories.people import make_admin  # noqa: E402
from tests.factories.releases import ChangingCourse  # noqa: E402
from tests.factories.teaching import make_teacher  # noqa: E402
from tests.learning.views.desk import signed_in  # noqa: E402
from tests.queries import count_queries  # noqa: E402

from .releases import LESSONS, PEOPLE, enrol_many  # noqa: E402

COURSES, TRIED = 40, 5


def main(words: list[str]) -> None:
    logging.disable(logging.WARNING)
    people = int(words[0]) if words else PEOPLE
    with fresh_database("bench") as name, tempfile.TemporaryDirectory() as media:
        connection.settings_dict["NAME"] = name
        settings.MEDIA_ROOT = Path(media)
        course = a_course()
        enrol_many(course, people)
        try_and_fail(course, people)
        for _ in range(COURSES - 1):
            ChangingCourse()
        if connection.vendor == "postgresql":
            connection.cursor().execute("ANALYZE")
        print(f"{connection.vendor:52}{'seconds':>9}{'CPU':>8}{'questions':>11}{'peak MiB':>10}")
        measure_pages(course.course)
        print(f"{'most memory at any time, MiB':52}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:9.0f}")
        connection.close()


def a_course() -> ChangingCourse:
    """Forty lessons in eight modules; the last one is a quiz."""
    lessons = [[blocks.text(name=f"{number}")] for number in range(LESSONS - 1)]
    return ChangingCourse(lessons=[*lessons, [blocks.quiz()]], modules=8)


def try_and_fail(course: ChangingCourse, people: int) -> None:
    """Every fifth has tried the quiz twice."""
    item = course.first.items.get(kind="quiz")
    enrolments = list(course.course.enrolments.order_by("pk").values_list("pk", flat=True))[::TRIED]
    assert len(enrolments) == people // TRIED
    same = {"item_key": item.key, "release": course.first, "state": "submitted", "score": 0, "passed": False}
    times = {"started_at": AT, "saved_at": AT, "submitted_at": AT}
    Attempt.objects.bulk_create(
        Attempt(enrolment_id=pk, number=number, **same, **times) for pk in enrolments for number in (1, 2)
    )
    ItemState.objects.bulk_create(
        ItemState(enrolment_id=pk, item_key=item.key, status="under_way", attempts=2, best_score=0) for pk in enrolments
    )


def measure_pages(course: object) -> None:
    teacher, centre = signed_in(make_teacher(course)), signed_in(make_admin())
    slug = course.slug  # type: ignore[attr-defined]
    item = course.current_release.items.get(kind="quiz").key  # type: ignore[attr-defined]
    glance, book = reverse("teaching:glance", args=[slug]), reverse("teaching:gradebook", args=[slug])
    for client, url, what in (
        (teacher, glance, "glance"),
        (teacher, reverse("teaching:who", args=[slug, item]), "who is how at one item"),
        (teacher, book, "gradebook, the first fifty"),
        (teacher, book + "?state=needs_help&sort=last&q=1", "gradebook, filtered and sorted"),
        *((teacher, reverse("reports:course_table", args=[slug, form]), f"gradebook as {form}") for form in FORMS),
        (centre, reverse("reports:centre"), "the centre's year"),
        (centre, reverse("reports:sums_table", args=["csv"]), "courses by organisations as csv"),
    ):
        fetched(client, url)
        measured(what, client, url)


FORMS = ("csv", "xlsx", "json")


def fetched(client: Client, url: str) -> int:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return sum(map(len, answer))


def measured(what: str, client: Client, url: str) -> None:
    """Time first, then memory: watching memory makes everything slow."""
    wall, cpu = time.perf_counter(), time.process_time()
    with count_queries() as asked:
        fetched(client, url)
    spent = f"{time.perf_counter() - wall:9.2f}{time.process_time() - cpu:8.2f}{len(asked):11}"
    print(f"{what:52}{spent}{peak(partial(fetched, client, url)):10.1f}", flush=True)


def peak(work: partial[int]) -> float:
    tracemalloc.start()
    work()
    found = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
