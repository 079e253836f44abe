import pytest
import time_machine

from cms.people.domain.roles import set_up_roles
from cms.people.roles import COORDINATOR
from tests.factories.events import AT
from tests.factories.people import make_holder_of
from tests.learning.views.desk import signed_in


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def coordinator():
    set_up_roles(at=AT)
    return make_holder_of(COORDINATOR, language="en")


@pytest.fixture
def client(coordinator):
    return signed_in(coordinator)
