"""What exhibitors hang on pages of others."""

import pytest
from django.test import Client

from events.enums import OccurrenceState
from events.exhibitors.domain.profiles import Profile, save_profile
from tests.factories.events import AT
from tests.factories.exhibitors import make_exhibitor, make_package, somebody_applies
from tests.factories.people import make_user
from tests.learning.views.desk import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
EN = {"accept-language": "en"}


def html_of(occurrence):
    return Client().get(f"/events/{occurrence.uid}/", headers=EN).content.decode()


def test_visitors_see_who_said_yes_and_the_way_to_a_stand():
    package = make_package(number=9)
    shown = make_exhibitor(package, organisation_name="Nordlys Nødstrøm AS", stand="B7")
    make_exhibitor(package, organisation_name="Stille AS")
    somebody_applies(package, organisation_name="Håpefull AS")
    profile = Profile(descriptions={"nb": "<b>Vi</b> lager strøm."}, url="https://example.org", shown=True)
    save_profile(exhibitor=shown, profile=profile, by=None, at=AT)

    html = html_of(package.occurrence)

    for words in ("Nordlys Nødstrøm AS", "Stand B7", "&lt;b&gt;Vi&lt;/b&gt; lager strøm.", "/stand/"):
        assert words in html
    for words in ("Stille AS", "Håpefull AS"):
        assert words not in html


def test_a_package_is_no_ticket_visitors_see():
    html = html_of(make_package(name="Kjempestand").occurrence)

    assert "Kjempestand" not in html
    assert "Apply for a stand" in html


def test_what_is_held_takes_no_applications():
    package = make_package()
    package.occurrence.state = OccurrenceState.DONE
    package.occurrence.save()

    assert "Apply for a stand" not in html_of(package.occurrence)


def test_my_day_leads_to_my_stand():
    user = make_user(language="en")
    exhibitor = make_exhibitor(user=user, email=user.email)

    html = signed_in(user).get("/me/").content.decode()

    assert "/exhibiting/" in html
    assert exhibitor.organisation_name in html
    assert "/exhibiting/" not in signed_in(make_user(language="en")).get("/me/").content.decode()


def test_the_booking_of_the_staff_says_what_it_is():
    from events.place_links import booking_path

    exhibitor = make_exhibitor()

    html = Client().get(booking_path(exhibitor.booking), headers=EN).content.decode()

    assert "carries the price of the stand" in html
