"""Forms of the desk are there to be filled in."""

import pytest

from tests.factories.events import make_category

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("rest", "field"), [("details/", "hours"), ("online/", "url"), ("tickets/new/", "price")])
def test_form_is_shown(client, rest, field):
    occurrence = make_category().occurrence

    said = client.get(f"/admin/events/{occurrence.pk}/{rest}").content.decode()

    assert f'name="{field}"' in said
