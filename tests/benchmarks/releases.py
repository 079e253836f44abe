"""Publishing a release with 5 000 enrolled, moving them, and going through 200 000 facts: CPU, memory, questions.

python -m tests.benchmarks.releases                                on the test database
python -m tests.benchmarks.releases 1000                           with fewer people
SAMVIRKE_TEST_DATABASE=sqlite python -m tests.benchmarks.releases
"""

import json
import logging
import os
import resource
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from cms.people.models import User  # noqa: E402
from learning.domain import moves  # noqa: E402
from learning.domain.rebuilding import check_progress  # noqa: E402
from learning.models import ActivityFact, CourseState, Enrolment, ItemState, MoveRun  # noqa: E402
from learning.outline import outline_of  # noqa: E402
from tests.database import ROOT, fresh_database  # noqa: E402
from tests.factories import blocks  # noqa: E402
from tests.factories.learning import AT  # noqa: E402
from tests.factories.releases import LATER, ChangingCourse, make_run, redo, stay  # noqa: E402
from tests.queries import count_queries  # noqa: E402

PEOPLE, LESSONS = 5000, 40
RESULTS = ROOT / "test-results" / "benchmarks-releases.json"
figures: list[dict[str, Any]] = []


def main(words: list[str]) -> None:
    logging.disable(logging.WARNING)
    people = int(words[0]) if words else PEOPLE
    with fresh_database("bench") as name, tempfile.TemporaryDirectory() as media:
        connection.settings_dict["NAME"] = name
        settings.MEDIA_ROOT = Path(media)
        print(f"{connection.vendor:52}{'seconds':>9}{'CPU':>8}{'questions':>11}{'MiB':>7}")
        course = ChangingCourse(lessons=[[blocks.text(name=f"{number}")] for number in range(LESSONS)], modules=8)
        measure_publishing()
        enrol_many(course, people)
        measure_moving(course, people)
        measure_rebuilding(people)
        connection.close()
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=1) + "\n")


def measure_publishing() -> None:
    """The first release of a course of its own, with nobody in it: what the figure with 5 000 is compared with."""
    other = ChangingCourse(lessons=[[blocks.text(name=f"{number}")] for number in range(LESSONS)], modules=8)
    other.edit_text(1)
    timed("publish, nobody enrolled", lambda: other.publish(**stay()))


def enrol_many(course: ChangingCourse, people: int) -> None:
    """People who have read all but the last lesson: their rows as the verbs would have written them, in bulk."""
    items = [item for lesson in outline_of(course.first).lessons for item in lesson.items][:-1]
    for start in range(0, people, 500):
        numbers = range(start, min(start + 500, people))
        users = User.objects.bulk_create(User(email=f"{n}@example.org", name=f"Innbygger {n}") for n in numbers)
        common = {"course": course.course, "release": course.first, "enrolled_at": AT}
        enrolled = Enrolment.objects.bulk_create(Enrolment(learner=user, **common) for user in users)
        done = {"done": len(items), "required": LESSONS}
        CourseState.objects.bulk_create(CourseState(enrolment=one, **done) for one in enrolled)
        registered = {"verb": "registered", "client_id": "registered", "value": {"release": 1}, "at": AT}
        ActivityFact.objects.bulk_create(ActivityFact(enrolment=one, **registered) for one in enrolled)
        ActivityFact.objects.bulk_create(
            ActivityFact(
                enrolment=one,
                verb="experienced",
                item_key=item.key,
                item_hash=item.content_hash,
                client_id=f"read:{item.key}:1",
                at=AT + timedelta(hours=1),
            )
            for one in enrolled
            for item in items
        )
        ItemState.objects.bulk_create(
            ItemState(enrolment=one, item_key=item.key, status="done", done_at=AT + timedelta(hours=1))
            for one in enrolled
            for item in items
        )


def measure_moving(course: ChangingCourse, people: int) -> None:
    course.edit_text(1)
    release = timed(f"publish, {people} enrolled", lambda: course.publish(**stay()))
    run = make_run(course, release, under_way=redo()["under_way"].value)
    slice_of = moves.SLICE
    moves.SLICE = timedelta(hours=1)
    timed(f"move {people}, one lesson to be done again", lambda: moves.advance_move(run_id=run.pk, at=LATER))
    moves.SLICE = slice_of
    run.refresh_from_db()
    assert (run.state, run.moved) == ("finished", people), run.state
    assert MoveRun.objects.count() == 1


def measure_rebuilding(people: int) -> None:
    facts = ActivityFact.objects.count()
    quarter = Enrolment.objects.filter(pk__in=Enrolment.objects.order_by("pk").values("pk")[: people // 4])
    everybody = Enrolment.objects.all()
    remembered(f"check a quarter of {facts} facts", lambda: check_progress(quarter, at=LATER))
    check = remembered(f"check {facts} facts", lambda: check_progress(everybody, at=LATER))
    assert (check.checked, check.found) == (people, 0), check.differences[:3]
    ItemState.objects.all().delete()
    remembered(f"rebuild from {facts} facts, all states lost", lambda: check_progress(everybody, at=LATER, repair=True))
    assert check_progress(everybody, at=LATER).found == 0
    print(f"{'most memory of the process at any time, MiB':52}{_peak():9.0f}")


def remembered(what: str, work: Callable[[], Any]) -> Any:
    """Once on the clock, and once more counting memory, which is slower."""
    outcome = timed(what, work)
    if "lost" in what:
        ItemState.objects.all().delete()
    tracemalloc.start()
    work()
    figures[-1]["mib"] = round(tracemalloc.get_traced_memory()[1] / 2**20, 1)
    tracemalloc.stop()
    print(f"{'  at most, MiB':52}{figures[-1]['mib']:35}", flush=True)
    return outcome


def timed(what: str, work: Callable[[], Any]) -> Any:
    connection.queries_log.clear()
    wall, cpu = time.perf_counter(), time.process_time()
    with count_queries() as asked:
        outcome = work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    figures.append({"what": what, "seconds": round(wall, 2), "cpu": round(cpu, 2), "questions": len(asked)})
    print(f"{what:52}{wall:9.1f}{cpu:8.1f}{len(asked):11}", flush=True)
    return outcome


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(sys.argv[1:])
