"""The demo's places and what waits in it: built by our verbs, and safe to build again."""

from datetime import timedelta

import pytest
from django.conf import settings

from cms import clock
from cms.demo.organisations import TWICE, seed_organisation_facts, seed_places, seed_what_waits
from cms.people.duplicates import likely_duplicates
from cms.people.models import JoinRequest, Organisation
from cms.places.models import Municipality, MunicipalityNumber
from cms.privacy.domain.inactivity import unused_since
from cms.seeds import OPENED, seed_people

pytestmark = pytest.mark.django_db


def seed():
    at = clock.now()
    seed_places()
    seed_people(at=at)
    seed_organisation_facts(at=at)
    seed_what_waits(at=at)


def test_demo_plays_in_an_invented_county():
    seed()
    seed()

    invented = MunicipalityNumber.objects.filter(number__startswith="99").select_related("municipality__county")
    assert [(one.number, one.municipality.name) for one in invented] == [
        ("9901", "Skogdal"),
        ("9902", "Elvestad"),
        ("9903", "Fjellbygda"),
        ("9904", "Granåsen"),
    ]
    assert {one.municipality.county.name for one in invented} == {"Østerhei"}
    assert all(one.valid_until is None for one in invented)
    assert Municipality.objects.count() == 357 + 290 + 4


def test_nobody_is_warned_of_an_account_left_unused():
    seed_places()
    seed_people(at=clock.now() - OPENED)

    assert not unused_since(clock.now() - timedelta(days=settings.RETENTION_DAYS["account.unused"])).exists()


def test_nothing_invented_is_said_of_real_places():
    seed()

    assert not Organisation.objects.exclude(municipality__county__name="Østerhei").exists()


def test_something_waits_for_everybody_who_answers():
    seed()
    seed()

    waiting = JoinRequest.objects.order_by("pk").values_list("organisation__name", "organisation__state", "state")
    assert list(waiting) == [
        ("Elvestad Vannverk SA", "pending", "waiting"),
        ("Skogdal kommune", "active", "waiting"),
    ]
    assert [{one.name for one in group} for group in likely_duplicates()] == [{TWICE, "Granåsen Maskin AS"}]
