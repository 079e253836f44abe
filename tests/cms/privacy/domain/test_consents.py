from datetime import timedelta

import pytest
from django.utils import translation
from wagtail.models import ModelLogEntry

from cms.privacy import consents
from cms.privacy.consents import ConsentPurpose
from cms.privacy.domain.consents import UnknownPurpose, give_consent, withdraw_consent
from cms.privacy.models import Consent
from cms.privacy.queries import has_consent
from tests.factories.learning import AT
from tests.factories.people import make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=3)


def give(user, at=AT, purpose="participant_list"):
    return give_consent(user=user, purpose=purpose, by=user, at=at)


def withdraw(user, at=LATER, purpose="participant_list"):
    return withdraw_consent(user=user, purpose=purpose, by=user, at=at)


def test_consent_keeps_the_words_that_were_shown():
    person = make_user()

    with translation.override("en"):
        given = give(person)

    assert has_consent(person, "participant_list")
    assert (given.language, given.version, given.how) == ("en", 1, "privacy_page")
    assert given.wording.startswith("Other participants of the same course day")
    assert ModelLogEntry.objects.get(action="privacy.consent").data == {"purpose": "participant_list", "version": 1}


def test_taking_it_back_is_a_date_and_deletes_nothing():
    person = make_user()
    given = give(person)

    withdraw(person)

    given.refresh_from_db()
    assert (given.given_at, given.withdrawn_at, has_consent(person, "participant_list")) == (AT, LATER, False)
    assert withdraw(person) is None


def test_saying_yes_twice_is_one_yes():
    person = make_user()

    assert give(person) == give(person, LATER)


def test_yes_after_no_is_a_new_fact():
    person = make_user()
    give(person)
    withdraw(person)

    give(person, LATER)

    assert [consent.withdrawn_at for consent in Consent.objects.order_by("pk")] == [LATER, None]


def test_new_words_need_a_new_yes(monkeypatch):
    person = make_user()
    give(person)
    newer = ConsentPurpose("participant_list", "Liste", "Andre ord", version=2)
    monkeypatch.setitem(consents._purposes, "participant_list", newer)
    assert not has_consent(person, "participant_list")

    give(person, LATER)

    assert has_consent(person, "participant_list")
    assert [(one.version, one.withdrawn_at) for one in Consent.objects.order_by("pk")] == [(1, LATER), (2, None)]


def test_consent_is_for_one_purpose_and_one_person():
    person, other = make_user(), make_user()
    give(person)

    assert not has_consent(person, "special_needs")
    assert not has_consent(other, "participant_list")
    assert not has_consent(person, "no_such_thing")


def test_purpose_nobody_asks_for_is_refused():
    with pytest.raises(UnknownPurpose):
        give(make_user(), purpose="no_such_thing")


@pytest.mark.django_db(transaction=True)
def test_two_tabs_say_yes_once():
    person = make_user()

    outcomes = at_once(lambda: give(person), lambda: give(person), meet_before='INSERT INTO "privacy_consent"')

    assert [type(outcome).__name__ for outcome in outcomes] == ["Consent", "Consent"]
    assert Consent.objects.count() == 1
