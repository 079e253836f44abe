"""The clock and the language that most tests of events have, and the demo's academy, as far as its events need one."""

import pytest
import time_machine
from django.test import Client
from django.utils.translation import override

from cms.demo import people as demo
from cms.people.domain.roles import set_up_roles
from cms.people.roles import COORDINATOR, give_role
from events.seeds import seed
from tests.factories.events import AT
from tests.factories.pages import make_home
from tests.factories.people import make_user
from tests.shared_rows import shared_rows


@pytest.fixture
def today():
    """The clock stands still in the moment in which the factories make things."""
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def in_english():
    with override("en"):
        yield


@pytest.fixture
def guest():
    return Client(headers={"accept-language": "en"})


def seed_demo_people():
    set_up_roles(at=AT)
    for person in demo.PEOPLE:
        user = make_user(person.name, email=person.email, language=person.language)
        if person == demo.COORDINATOR:
            give_role(user=user, role=COORDINATOR)


@pytest.fixture(scope="module")
def academy(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once for all tests of a module."""
    with shared_rows(django_db_blocker, tmp_path_factory.mktemp("academy")):
        make_home("nb")
        make_home("sv")
        seed_demo_people()
        with time_machine.travel(AT, tick=False):
            seed()
        yield
