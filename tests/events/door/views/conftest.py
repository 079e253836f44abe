import pytest
import time_machine

from tests.factories.door import OPENS, make_door_staff


@pytest.fixture
def on_the_day():
    with time_machine.travel(OPENS, tick=False):
        yield


@pytest.fixture
def staff(client):
    """Somebody at the door, who reads English and is signed in."""
    user = make_door_staff(language="en")
    client.force_login(user)
    return user
