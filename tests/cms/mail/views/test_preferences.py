"""The page where a person says what they get by mail, how often and when not."""

import pytest
from wagtail.models import ModelLogEntry

from cms.mail.models import MailPreference, QuietHours
from cms.mail.queries import choices_of, quiet_of
from tests.factories.people import make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

HERE = "/me/mail/"
TYPED = {
    "reminders": "daily",
    "learning": "at_once",
    "discussion": "at_once",
    "networks": "at_once",
    "news": "never",
    "nights": "on",
    "starts_at": "21:30",
    "ends_at": "06:15",
}


@pytest.fixture
def person(client):
    person = make_user(language="en")
    client.force_login(person)
    return person


def test_stranger_is_asked_to_sign_in(client):
    for response in (client.get(HERE), client.post(HERE, TYPED)):
        assert (response.status_code, response.url) == (302, f"/accounts/login/?next={HERE}")


def test_page_begins_with_what_holds(client, person):
    form = client.get(HERE).context["form"]

    assert [form[name].value() for name in ("reminders", "nights", "weekends")] == ["at_once", True, True]
    assert (form["starts_at"].value().isoformat(), form["ends_at"].value().isoformat()) == ("20:00:00", "07:00:00")
    assert "/me/mail/" in client.get("/me/").content.decode()


def test_choices_are_kept_and_only_ones_own(client, person):
    other = make_user()

    response = client.post(HERE, TYPED, follow=True)

    assert "Your choices are saved." in response.content.decode()
    assert choices_of(person) == {
        "reminders": "daily",
        "learning": "at_once",
        "discussion": "at_once",
        "networks": "at_once",
        "news": "never",
    }
    quiet = quiet_of(person)
    assert (quiet.nights, str(quiet.starts_at), str(quiet.ends_at), quiet.weekends) == (
        True,
        "21:30:00",
        "06:15:00",
        False,
    )
    assert choices_of(other)["news"] == "at_once"
    assert client.get(HERE).context["form"]["reminders"].value() == "daily"
    assert {line.action for line in ModelLogEntry.objects.filter(user=person)} == {"mail.choose", "mail.quiet_hours"}


def test_saving_the_same_again_leaves_no_line(client, person):
    client.post(HERE, TYPED)
    before = ModelLogEntry.objects.count()

    client.post(HERE, TYPED)

    assert (ModelLogEntry.objects.count(), MailPreference.objects.count(), QuietHours.objects.count()) == (before, 2, 1)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"reminders": "hourly"}, {"reminders"}),
        ({"news": ""}, {"news"}),
        ({"starts_at": "25:00"}, {"starts_at"}),
        ({"ends_at": ""}, {"ends_at"}),
        ({"starts_at": "06:15"}, {"ends_at"}),
    ],
)
def test_bad_choice_is_said_and_nothing_is_lost_or_changed(client, person, values, wrong):
    response = client.post(HERE, TYPED | values)

    assert (response.status_code, set(response.context["form"].errors)) == (200, wrong)
    assert response.context["form"]["learning"].value() == "at_once"
    assert not MailPreference.objects.exists()
    assert not QuietHours.objects.exists()


def test_nights_of_no_length_are_fine_for_who_wants_none(client, person):
    values = {name: value for name, value in TYPED.items() if name != "nights"}

    assert client.post(HERE, values | {"starts_at": "06:15"}).status_code == 302


def test_page_costs_two_questions_of_its_own(client, person):
    client.get(HERE)

    with count_queries() as asked:
        client.get(HERE)

    assert len(asked) == 4, asked  # session, person, and two of its own
