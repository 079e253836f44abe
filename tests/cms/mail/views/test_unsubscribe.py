"""The way out: one click without cookies, twice without harm, and a link that opens nothing else."""

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.test import Client
from wagtail.models import ModelLogEntry

from cms.mail.domain.preferences import choose_mail
from cms.mail.links import SALT, unsubscribe_token
from cms.mail.models import MailPreference
from cms.mail.queries import choices_of
from tests.factories.mail import AT
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def reader():
    return make_user("Ingrid Moen", email="ingrid@example.org", language="en")


def address(reader, topic="reminders"):
    return f"/mail/unsubscribe/{unsubscribe_token(reader, topic)}/"


def strict():
    """A mail program: no cookies, no token against forgery."""
    return Client(enforce_csrf_checks=True)


def test_one_click_stops_the_topic_and_nothing_else(reader):
    response = strict().post(address(reader), ONE_CLICK)

    assert response.status_code == 200
    assert not response.cookies.get("sessionid")
    assert choices_of(reader) == {
        "reminders": "never",
        "learning": "at_once",
        "discussion": "at_once",
        "networks": "at_once",
        "news": "at_once",
    }
    line = ModelLogEntry.objects.get(action="mail.choose")
    assert (line.user, line.data) == (reader, {"choices": {"reminders": "never"}})


def test_link_is_the_same_every_time_and_another_for_each_person_and_topic(reader):
    links = [address(reader), address(reader, "news"), address(make_user())]

    assert address(reader) == links[0]
    assert len(set(links)) == 3
    assert signed([reader.pk, "reminders"]) in links[0]  # so that what is refused below is refused for what it says


def test_second_click_does_no_harm(reader):
    for _ in range(2):
        assert strict().post(address(reader), ONE_CLICK).status_code == 200

    assert MailPreference.objects.count() == 1
    assert ModelLogEntry.objects.filter(action="mail.choose").count() == 1


def test_looking_changes_nothing(reader):
    for method in ("get", "head"):
        response = getattr(Client(), method)(address(reader))
        assert (response.status_code, MailPreference.objects.count()) == (200, 0)
        assert "no-store" in response["Cache-Control"]
    html = Client().get(address(reader)).content.decode()
    assert "No more of this: Reminders?" in html
    assert "ingrid@example.org" not in html


def test_page_speaks_the_readers_language(reader):
    type(reader).objects.update(language="nb")

    assert '<html lang="nb"' in strict().get(address(reader), headers={"accept-language": "en"}).content.decode()


def test_button_works_without_cookies(reader):
    html = strict().post(address(reader)).content.decode()

    assert "You get no more of this: Reminders" in html
    assert choices_of(reader)["reminders"] == "never"


def test_way_out_of_a_digest_stops_what_came_in_digests(reader):
    choose_mail(user=reader, choices={"reminders": "daily", "news": "weekly"}, by=reader, at=AT)

    strict().post(address(reader, "digest"), ONE_CLICK)

    assert choices_of(reader) == {
        "reminders": "never",
        "learning": "at_once",
        "discussion": "at_once",
        "networks": "at_once",
        "news": "never",
    }


def test_other_choice_is_protected_against_forgery(reader):
    there = address(reader).replace("unsubscribe", "choices")

    assert strict().post(there, {"reminders": "weekly"}).status_code == 403
    assert strict().get(there).status_code == 405
    assert not MailPreference.objects.exists()


def test_other_choice_is_kept(reader):
    there = address(reader).replace("unsubscribe", "choices")

    response = Client().post(there, {"reminders": "weekly", "news": "never"})

    assert "Your choice is saved" in response.content.decode()
    assert choices_of(reader) == {
        "reminders": "weekly",
        "learning": "at_once",
        "discussion": "at_once",
        "networks": "at_once",
        "news": "at_once",
    }


@pytest.mark.parametrize("choice", ["", "hourly", "<script>"])
def test_other_choice_that_does_not_exist_is_said(reader, choice):
    response = Client().post(address(reader).replace("unsubscribe", "choices"), {"reminders": choice})

    assert set(response.context["form"].errors) == {"reminders"}
    assert not MailPreference.objects.exists()


def signed(value, salt=SALT):
    return signing.Signer(salt=salt).sign_object(value)


def foreign_tokens(reader):
    real = unsubscribe_token(reader, "reminders")
    return [
        "x",
        "%00",
        real[:-1] + ("A" if real[-1] != "A" else "B"),
        real.replace(":", "", 1),
        "WzEsInJlbWluZGVycyJd:" + real.partition(":")[2],
        # Signed by us, but for something else or about something else.
        signed([reader.pk, "reminders"], salt="another"),
        signing.dumps([reader.pk, "reminders"], salt=SALT),
        signed([reader.pk, "essential"]),
        signed([reader.pk, "password"]),
        signed({"user": reader.pk}),
        signed(reader.pk),
        signed([reader.pk + 999, "reminders"]),
        default_token_generator.make_token(reader),
    ]


def test_foreign_link_is_said_to_be_one_and_changes_nothing(reader):
    for token in foreign_tokens(reader):
        for page in ("unsubscribe", "choices"):
            if page == "unsubscribe":
                response = Client().get(f"/mail/{page}/{token}/", headers={"accept-language": "en"})
                assert response.status_code == 404, token
                assert "This link does not work" in response.content.decode()
            response = Client().post(f"/mail/{page}/{token}/", ONE_CLICK | {"reminders": "never"})
            assert response.status_code == 404, token
    assert not MailPreference.objects.exists()


def test_link_of_a_mail_opens_nothing_else(reader):
    client = Client()
    client.post(address(reader), ONE_CLICK)

    assert client.get("/me/mail/").status_code == 302
    assert client.get("/me/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_link_outlives_its_person_politely(reader):
    there = address(reader)
    reader.delete()

    assert strict().post(there, ONE_CLICK).status_code == 404
