"""Requirements over a whole country: the nightly sweep, the centre's page and its table, the hourly look for reminders.

python -m tests.benchmarks.requirements                 on the test database: 350 organisations, 50 000 obligations
SAMVIRKE_TEST_DATABASE=sqlite python -m tests.benchmarks.requirements
"""

import logging
import os
import resource
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from cms import clock  # noqa: E402
from cms.people.models import Membership, Organisation, User  # noqa: E402
from learning.models import Enrolment  # noqa: E402
from learning.requirements.domain.obligations import refresh_obligations  # noqa: E402
from learning.requirements.domain.reminders import digests_due, reminders_due  # noqa: E402
from learning.requirements.models import Obligation  # noqa: E402
from tests.database import fresh_database  # noqa: E402
from tests.factories.learning import make_course  # noqa: E402
from tests.factories.people import make_admin, make_contact  # noqa: E402
from tests.factories.requirements import make_requirement  # noqa: E402
from tests.learning.views.desk import signed_in  # noqa: E402
from tests.queries import count_queries  # noqa: E402

ORGANISATIONS, PEOPLE, ASKED = 350, 5000, 10


def main() -> None:
    logging.disable(logging.WARNING)
    with fresh_database("bench") as name:
        connection.settings_dict["NAME"] = name
        places = a_country()
        print(f"{connection.vendor:52}{'seconds':>9}{'CPU':>8}{'questions':>11}")
        at = clock.now()
        # They were written as each requirement was defined.
        Obligation.objects.all().delete()
        timed(f"sweep, {PEOPLE * ASKED} obligations written for the first time", lambda: refresh_obligations(at=at))
        timed("sweep, nothing has changed", lambda: refresh_obligations(at=at))
        timed("whom to remind", lambda: len(reminders_due(at=at)))
        timed("which digests to send", lambda: len(digests_due(at=at)))
        centre, contact = signed_in(make_admin()), signed_in(make_contact(places[0]))
        page, table = reverse("requirements_admin:standings"), reverse("requirements_admin:standings") + "?export=csv"
        mine = reverse("requirements", kwargs={"key": places[0].key})
        for client, url, what in (
            (centre, page, "the centre's page, all organisations"),
            (centre, table, "the centre's table, a line each obligation"),
            (contact, mine, "one organisation's page"),
        ):
            b"".join(client.get(url))
            timed(what, partial(fetched, client, url))
        print(f"{'most memory at any time, MiB':52}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:9.0f}")
        connection.close()


def a_country() -> list[Organisation]:
    """Organisations with people in one role that ten things are asked of; half of them have done their course."""
    course, now = make_course(), clock.now()
    places = Organisation.objects.bulk_create(
        Organisation(name=f"Kommune {number:03}", kind="municipality") for number in range(ORGANISATIONS)
    )
    users = User.objects.bulk_create(
        User(email=f"p{number}@example.org", name=f"Nr {number}", password="!") for number in range(PEOPLE)
    )
    today = clock.today()
    Membership.objects.bulk_create(
        Membership(
            user=user,
            organisation=places[number % ORGANISATIONS],
            role="preparedness_adviser",
            starts_on=today - timedelta(days=number % 700),
        )
        for number, user in enumerate(users)
    )
    done = {"course": course, "release": course.current_release, "state": "completed", "enrolled_at": now}
    Enrolment.objects.bulk_create(
        Enrolment(learner=user, ended_at=now - timedelta(days=number % 1500), **done)
        for number, user in enumerate(users[::2])
    )
    for number in range(ASKED):
        make_requirement(course, names={"nb": f"Krav {number}"}, cadence_months=48)
    return places


def fetched(client: Client, url: str) -> int:
    return sum(map(len, client.get(url)))


def timed(what: str, work: Callable[[], Any]) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    with count_queries() as asked:
        work()
    spent = f"{time.perf_counter() - wall:9.2f}{time.process_time() - cpu:8.2f}{len(asked):11}"
    print(f"{what:52}{spent}")


if __name__ == "__main__":
    main()
