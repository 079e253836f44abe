import pytest
import time_machine

from tests.factories.events import AT


@pytest.fixture
def november():
    with time_machine.travel(AT, tick=False):
        yield
