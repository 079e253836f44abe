"""Pages of what takes place, before anybody hangs anything on them."""

import json

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import GroupPagePermission

from cms import hook_points
from cms.blocks.partners import PartnerBlock
from cms.models import EventCalendarPage, StandardPage
from cms.people.roles import COORDINATOR, give_role
from tests.factories import blocks
from tests.factories.happenings import (
    make_calendar,
    make_conference_page,
    make_conferences,
    make_day_page,
    make_network_page,
)
from tests.factories.media import make_image
from tests.factories.pages import below, make_home, translate
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def partner(**values):
    return {"type": "partner", "value": {"name": "Granåsen Maskin AS", "kind": "exhibitor", **values}}


def page_html(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def test_day_page_shows_what_the_editor_wrote(client):
    logo = make_image()
    page = make_day_page(
        photo=make_image(),
        photo_alt="Stearinlys på et kjøkkenbord.",
        body=json.dumps([blocks.text("<p>Erfaring fra en stormnatt.</p>")]),
        practical=json.dumps([blocks.text("<p>Buss går fra torget.</p>")]),
        partners=json.dumps([partner(logo=logo.pk, alt_text="Granåsen Maskin", url="https://example.org/")]),
        contact_name="Ingrid Moen",
        contact_email="ingrid@example.org",
        contact_phone="61 00 00 00",
    )

    html = page_html(client, page)

    for text in ("Erfaring fra en stormnatt", "Buss går fra torget", 'alt="Granåsen Maskin"', 'href="tel:61000000"'):
        assert text in html
    assert 'alt="Stearinlys på et kjøkkenbord."' in html
    assert 'href="mailto:ingrid@example.org"' in html


@pytest.mark.parametrize(("kind", "title"), [("partner", "Partners"), ("exhibitor", "Partners and exhibitors")])
def test_exhibitors_are_in_the_title_where_there_are_any(kind, title, client):
    page = make_day_page(partners=json.dumps([partner(kind=kind)]))

    html = page_html(client, page)

    with translation.override("nb"):
        assert f'<h2 id="partners">{gettext(title)}</h2>' in html


def test_empty_page_has_no_empty_sections(client):
    html = page_html(client, make_day_page())

    for anchor in ("practical", "partners", "contact", "years"):
        assert f'id="{anchor}"' not in html


def test_conference_lists_its_years_the_newest_first(client):
    series = make_conferences()
    make_conference_page(series, year=2025)
    make_conference_page(series, year=2026)
    make_conference_page(series, year=2024).unpublish()

    html = page_html(client, series)

    assert html.index("Østerheikonferansen 2026") < html.index("Østerheikonferansen 2025")
    assert "Østerheikonferansen 2024" not in html


def test_rooms_above_hang_their_panels_on_pages(client, monkeypatch):
    names = ("event_notices", "event_facts", "event_programme", "event_panels", "event_data")
    for name in names:
        point = hook_points.HookPoint(name)
        point.register(lambda request, *, page, name=name: f"[{name} of {page.title}]")
        monkeypatch.setattr(f"cms.pages.happening.{name}", point)

    html = page_html(client, make_network_page("Nettet"))

    assert [name for name in names if f"[{name} of Nettet]" in html] == list(names)


def test_logo_needs_its_text():
    block = PartnerBlock()

    with pytest.raises(ValidationError):
        block.clean(block.to_python(partner(logo=make_image().pk)["value"]))
    assert block.clean(block.to_python(partner()["value"]))["name"] == "Granåsen Maskin AS"
    assert block.clean(block.to_python(partner(logo=make_image().pk, alt_text="GM")["value"]))["alt_text"] == "GM"


def test_translation_shares_the_key():
    page = make_day_page()
    make_home("sv")

    assert translate(page, "sv").translation_key == page.translation_key


def test_home_holds_one_calendar():
    make_calendar()

    assert not EventCalendarPage.can_create_at(make_home())


def test_coordinators_write_below_the_calendar_and_nowhere_else():
    calendar, day = make_calendar(), make_day_page()
    about = below(make_home(), StandardPage(title="Om oss", slug="om-oss"))
    user = make_user()
    give_role(user=user, role=COORDINATOR)

    assert day.permissions_for_user(user).can_publish()
    assert calendar.permissions_for_user(user).can_add_subpage()
    assert not about.permissions_for_user(user).can_edit()
    assert not make_home().permissions_for_user(user).can_edit()


def test_right_an_operator_took_away_stays_away():
    calendar = make_calendar()
    group = Group.objects.get(name=COORDINATOR.group)
    GroupPagePermission.objects.filter(group=group).delete()

    calendar.title = "Kalender"
    calendar.save_revision().publish()

    assert not GroupPagePermission.objects.filter(group=group).exists()
