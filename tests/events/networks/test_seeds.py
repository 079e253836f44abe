"""The demo's network."""

import pytest
import time_machine

from events.models import Occurrence
from events.networks.models import Minutes, NetworkFile, NetworkMember, NetworkRequest
from events.networks.seeds import seed
from events.seeds import seed as seed_events
from tests.events.conftest import seed_demo_people
from tests.factories.events import AT
from tests.factories.pages import make_home

pytestmark = pytest.mark.django_db


def counts():
    return [one.objects.count() for one in (NetworkMember, NetworkRequest, Minutes, NetworkFile, Occurrence)]


def test_demo_has_a_network_with_something_to_read():
    make_home("nb")
    seed_demo_people()
    with time_machine.travel(AT, tick=False):
        seed_events()
        seed()
        made = counts()
        seed()

    assert made == counts() == [20, 1, 2, 2, 17]
    assert set(Minutes.objects.values_list("state", flat=True)) == {"published"}
    assert Minutes.objects.filter(decisions__responsible__isnull=False).distinct().count() == 2
    assert list(NetworkMember.objects.exclude(role="member").values_list("role", "user__name").order_by("role")) == [
        ("leader", "Bente Solli"),
        ("secretary", "Solveig Kvamme"),
    ]
