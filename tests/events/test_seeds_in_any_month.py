"""Beside tests/events/test_seeds.py, whose tests share one academy: these begin without any."""

import pytest
import time_machine

from events.models import Occurrence
from events.seeds import seed
from tests.factories.events import AT

from .conftest import seed_demo_people

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("month", [1, pytest.param(6, marks=pytest.mark.slow), 12])
def test_demo_can_be_made_in_every_month(month):
    seed_demo_people()

    with time_machine.travel(AT.replace(month=month), tick=False):
        seed()

    assert Occurrence.objects.count() == 15
