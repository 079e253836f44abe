import pytest

from tests.factories.events import make_category


@pytest.fixture
def category():
    return make_category(size=2)
