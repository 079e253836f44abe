import pytest
import time_machine

from tests.factories.door import OVER, make_coordinator


@pytest.fixture
def afterwards():
    with time_machine.travel(OVER, tick=False):
        yield


@pytest.fixture
def coordinator(client):
    """Somebody who runs events, reads English and is signed in."""
    user = make_coordinator(language="en")
    client.force_login(user)
    return user
