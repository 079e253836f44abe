"""Pages made for occurrences, and what stands on them."""

import json
from datetime import timedelta

import pytest
from django.utils.translation import override

from cms.models import ConferencePage, ConferenceSeriesPage, NetworkPage, ProfessionalDayPage
from cms.page_cache import forget_pages
from events.domain.occurrences import announce, cancel
from events.models import Occurrence
from events.pages import (
    PageTaken,
    WrongKindOfPage,
    make_page_for,
    make_page_for_series,
    pages_without_occurrence,
    show_on_page,
)
from tests.factories.events import AT, make_category, make_occurrence, make_place, make_series
from tests.factories.happenings import make_calendar, make_conference_page, make_day_page, make_network_page
from tests.factories.pages import translate
from tests.factories.people import make_admin, make_user
from tests.queries import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def page_html(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def on_page(occurrence, page):
    occurrence.page_key = page.translation_key
    occurrence.save(update_fields=["page_key"])
    return page


# --- Making and choosing ---------------------------------------------------------------------------


def test_day_gets_a_page_below_the_calendar():
    calendar, occurrence, admin = make_calendar(), make_occurrence(), make_admin()

    page = make_page_for(occurrence=occurrence, by=admin, at=AT)

    assert (type(page), page.title, page.slug) == (ProfessionalDayPage, "Langvarig strømbrudd", "langvarig-strombrudd")
    assert (page.live, page.get_parent().pk, page.owner) == (True, calendar.pk, admin)
    assert Occurrence.objects.get().page_key == page.translation_key == occurrence.page_key
    assert make_page_for(occurrence=occurrence, by=admin, at=AT) == page


def test_second_of_the_same_name_has_another_address():
    make_calendar()

    slugs = [make_page_for(occurrence=make_occurrence(), by=None, at=AT).slug for _ in range(3)]

    assert slugs == ["langvarig-strombrudd", "langvarig-strombrudd-2", "langvarig-strombrudd-3"]


def test_conference_stands_below_its_years():
    make_calendar()
    series = make_series("conference", title="Østerheikonferansen")

    pages = [make_page_for(occurrence=make_occurrence(series), by=None, at=AT) for _ in range(2)]

    assert [type(page) for page in pages] == [ConferencePage] * 2
    assert [page.year for page in pages] == [2027, 2027]
    assert ConferenceSeriesPage.objects.get().get_children().count() == 2


def test_network_has_a_page_and_its_meetings_have_none():
    make_calendar()
    meeting = make_occurrence(make_series("network", title="Nettet"))

    assert make_page_for(occurrence=meeting, by=None, at=AT) is None
    assert type(make_page_for_series(series=meeting.series, by=None, at=AT)) is NetworkPage
    assert make_page_for_series(series=make_series(), by=None, at=AT) is None


def test_without_a_calendar_or_for_members_alone_there_is_no_page():
    assert make_page_for(occurrence=make_occurrence(), by=None, at=AT) is None
    make_calendar()
    members = make_occurrence(make_series(members_only=True))
    assert make_page_for(occurrence=members, by=None, at=AT) is None


def test_page_of_a_draft_is_published_when_it_is_announced(django_capture_on_commit_callbacks):
    make_calendar()
    occurrence = make_occurrence(state="draft")
    page = make_page_for(occurrence=occurrence, by=make_admin(), at=AT)
    assert not page.live

    with django_capture_on_commit_callbacks(execute=True):
        announce(occurrence=occurrence, by=None, at=AT)

    page.refresh_from_db()
    assert page.live


def test_page_an_editor_took_down_stays_down(django_capture_on_commit_callbacks):
    make_calendar()
    occurrence = make_occurrence(state="announced")
    page = make_page_for(occurrence=occurrence, by=None, at=AT)
    page.unpublish()

    with django_capture_on_commit_callbacks(execute=True):
        cancel(occurrence=occurrence, reason="Storm", by=None, at=AT)

    page.refresh_from_db()
    assert not page.live


def test_page_made_by_hand_is_chosen_once():
    page, first, second = make_day_page(), make_occurrence(), make_occurrence()
    assert list(pages_without_occurrence("professional_day")) == [page.page_ptr]

    show_on_page(occurrence=first, page=page, by=None, at=AT)

    assert Occurrence.objects.get(pk=first.pk).page_key == page.translation_key
    assert list(pages_without_occurrence("professional_day")) == []
    with pytest.raises(PageTaken):
        show_on_page(occurrence=second, page=page, by=None, at=AT)
    for wrong in (make_conference_page(), make_network_page()):
        with pytest.raises(WrongKindOfPage):
            show_on_page(occurrence=second, page=wrong, by=None, at=AT)


# --- What stands on them ---------------------------------------------------------------------------


def test_page_says_how_far_it_has_come(client):
    category = make_category(size=1)
    occurrence = category.occurrence
    page = on_page(occurrence, make_day_page(language="en"))
    said = {}
    for state in ("draft", "announced", "open", "full", "closed", "done", "postponed", "cancelled"):
        if state == "full":
            make_place(category)
        Occurrence.objects.update(state="open" if state == "full" else state)
        said[state] = _fresh(client, page)

    assert "Elvestad kulturhus" not in said["draft"]
    assert "Tell me when sign-up opens" in said["announced"]
    assert "1 place left" in said["open"]
    assert "Full, with a waiting list" in said["full"]
    assert "Whoever has a place keeps it" in said["closed"]
    assert "This has been held" in said["done"]
    assert "This is postponed" in said["postponed"]
    assert "This is cancelled" in said["cancelled"]
    for state in ("announced", "open", "full", "closed", "done"):
        assert "alert--error" not in said[state]


def _fresh(client, page):
    forget_pages()
    return page_html(client, page)


def test_kept_page_is_made_anew_when_the_state_changes(client, django_capture_on_commit_callbacks):
    occurrence = make_occurrence(state="announced")
    page = on_page(occurrence, make_day_page(language="en"))
    assert "This is cancelled" not in page_html(client, page)

    with django_capture_on_commit_callbacks(execute=True):
        cancel(occurrence=occurrence, reason="Storm", by=None, at=AT)

    assert "This is cancelled" in page_html(client, page)


def test_translated_page_shows_the_same_occurrence(client):
    page = on_page(make_occurrence(), make_day_page())
    make_calendar("sv")

    assert "Elvestad kulturhus" in page_html(client, translate(page, "sv"))


def test_hidden_tickets_are_not_told_of(client):
    category = make_category(name="Deltaker", price=1200)
    make_category(category.occurrence, name="Hemmelig", hidden=True)

    html = page_html(client, on_page(category.occurrence, make_day_page()))

    assert "1\xa0200 kr" in html
    assert "Hemmelig" not in html


def test_network_page_shows_its_meetings(client):
    page, series = make_network_page(language="en"), make_series("network", title="Nettet")
    series.page_key = page.translation_key
    series.save()
    make_occurrence(series, titles={"en": "Meeting in week six"})
    make_occurrence(series, titles={"en": "Meeting of last year"}, starts_at=AT - timedelta(days=300))
    make_occurrence(series, titles={"en": "Not known yet"}, state="draft")

    html = page_html(client, page)

    assert html.index("Meeting in week six") < html.index("Meeting of last year")
    assert "Not known yet" not in html
    assert f'href="/calendar/#network-{series.key}"' in html


def test_meetings_for_members_are_not_on_the_page_for_others(client):
    page, series = make_network_page(language="en"), make_series("network", members_only=True)
    series.page_key = page.translation_key
    series.save()
    category = make_category(make_occurrence(series, titles={"en": "Closed room"}))
    member = make_place(category, user=make_user()).user

    assert "Closed room" not in page_html(client, page)
    assert "#network-" not in page_html(client, page)
    client.force_login(make_user())
    assert "Closed room" not in page_html(client, page)
    client.force_login(member)
    assert "Closed room" in page_html(client, page)
    client.logout()
    assert "Closed room" not in page_html(client, page)


@pytest.mark.parametrize("size", [3, 30])
def test_event_page_costs_the_same_at_any_size(client, size):
    category = make_category(size=1000)
    for _ in range(size):
        make_place(category)
    page = on_page(category.occurrence, make_day_page())

    assert costs(client, page) == {"anew": 16, "kept": 0, "signed in": 10}


@pytest.mark.parametrize("size", [3, 30])
def test_series_page_costs_the_same_at_any_size(client, size):
    page, series = make_network_page(), make_series("network")
    series.page_key = page.translation_key
    series.save()
    for _ in range(size):
        make_category(make_occurrence(series), size=5)

    assert costs(client, page) == {"anew": 13, "kept": 0, "signed in": 8}


def costs(client, page):
    """Queries of the page made anew for visitors, of the same once it is kept, and of somebody's who is signed in."""
    _fresh(client, page)
    with count_queries() as anew:
        _fresh(client, page)
    with count_queries() as kept:
        page_html(client, page)
    client.force_login(make_user())
    page_html(client, page)
    with count_queries() as own:
        page_html(client, page)
    return {"anew": len(anew), "kept": len(kept), "signed in": len(own)}


# --- schema.org ------------------------------------------------------------------------------------


def read_data(html):
    start = html.index('<script type="application/ld+json">') + len('<script type="application/ld+json">')
    return json.loads(html[start : html.index("</script>", start)])


def test_page_describes_itself_to_programs(client):
    category = make_category(name="Deltaker", size=10, price=500)
    page = on_page(category.occurrence, make_day_page())

    data = read_data(page_html(client, page))

    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert (data["startDate"], data["endDate"]) == ("2027-02-25T11:00:00+01:00", "2027-02-25T17:00:00+01:00")
    assert data["location"][0]["name"] == "Elvestad kulturhus"
    assert data["url"].endswith(page.url)
    assert data["offers"] == [
        {
            "@type": "Offer",
            "name": "Deltaker",
            "price": "500.00",
            "priceCurrency": "NOK",
            "url": data["url"],
            "availability": "https://schema.org/InStock",
        }
    ]
    assert data["isAccessibleForFree"] is False


@pytest.mark.parametrize(
    ("state", "status"), [("cancelled", "EventCancelled"), ("postponed", "EventPostponed"), ("done", "EventScheduled")]
)
def test_programs_are_told_that_it_is_off(client, state, status):
    page = on_page(make_category(make_occurrence(state=state)).occurrence, make_day_page())

    data = read_data(page_html(client, page))

    assert data["eventStatus"] == f"https://schema.org/{status}"
    assert "offers" not in data


def test_text_that_could_end_the_data_does_not(client):
    evil = "</script><script>alert(1)</script> & \u2028"
    page = on_page(make_occurrence(titles={"nb": evil}, mode="hybrid"), make_day_page())

    html = page_html(client, page)

    assert "<script>alert" not in html
    assert read_data(html)["name"] == evil


def test_draft_and_members_meetings_are_described_to_no_program(client):
    client.force_login(make_admin())
    for occurrence in (make_occurrence(state="draft"), make_occurrence(make_series(members_only=True))):
        assert "ld+json" not in page_html(client, on_page(occurrence, make_day_page()))


def test_alert_says_it_in_the_language_of_the_page(client):
    page = on_page(make_occurrence(state="cancelled"), make_day_page(language="en"))

    with override("en"):
        assert "This is cancelled" in page_html(client, page)
