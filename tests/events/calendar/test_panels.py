import pytest
from django.test import Client

from tests.factories.events import make_occurrence, make_series

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def page(occurrence):
    return Client(headers={"accept-language": "en"}).get(f"/events/{occurrence.uid}/").content.decode()


@pytest.mark.parametrize("state", ["announced", "open", "closed"])
def test_day_that_comes_is_put_into_a_calendar_by_whoever_reads_of_it(state):
    occurrence = make_occurrence(state=state)
    file = f"/calendar/occurrence/{occurrence.uid}.ics"

    assert f'href="{file}?lang=en"' in page(occurrence)
    assert Client().get(file).content.startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize("state", ["postponed", "cancelled", "done"])
def test_nothing_is_offered_of_a_day_that_is_not_held_or_over(state):
    assert "/calendar/occurrence/" not in page(make_occurrence(state=state))


def test_members_have_their_own_feed(client):
    assert "/calendar/occurrence/" not in page(make_occurrence(make_series(members_only=True)))
