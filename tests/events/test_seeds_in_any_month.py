"""Beside tests/events/test_seeds.py, whose tests share one academy: these begin without any."""

import pytest
import time_machine

from events.exhibitors.queries import overdue_tasks, shown_exhibitors
from events.exhibitors.seeds import seed as seed_exhibitors
from events.models import Occurrence
from events.seeds import occurrence_of, seed
from tests.factories.events import AT

from .conftest import seed_demo_people

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("month", [1, pytest.param(6, marks=pytest.mark.slow), 12])
def test_demo_can_be_made_in_every_month(month):
    seed_demo_people()

    at = AT.replace(month=month)
    with time_machine.travel(at, tick=False):
        seed()
        seed_exhibitors()

    assert Occurrence.objects.count() == 15
    conference = occurrence_of("konferansen-0")
    assert (len(shown_exhibitors(conference)), overdue_tasks(conference, at=at).count()) == (4, 1)
