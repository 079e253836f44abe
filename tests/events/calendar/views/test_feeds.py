"""Public feeds over HTTP: what they hold (rule 9), and rules 13 to 16 of the checklist."""

import gzip
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import translation

from events.domain.occurrences import cancel
from events.enums import Mode, OccurrenceState, SeriesKind
from events.models import JoinLink, Occurrence, Series
from tests.events.calendar.reading import blocks_of, events_of, lines_of, titles_of
from tests.factories.events import AT, STARTS, make_occurrence, make_series
from tests.factories.people import make_user
from tests.queries import clear_caches, count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
ALL = "/calendar/all.ics"
DAY = timedelta(days=1)


def statuses(client, url=ALL):
    return [(str(event["SUMMARY"]), str(event["STATUS"])) for event in events_of(client.get(url).content)]


# --- What they hold --------------------------------------------------------------------------------


def test_everybodys_feed_holds_what_everybody_may_know(client):
    make_occurrence(state=OccurrenceState.OPEN)
    make_occurrence(make_series(title="Utkast"), state=OccurrenceState.DRAFT)
    make_occurrence(make_series(SeriesKind.NETWORK, title="Lukket", members_only=True))

    assert titles_of(client.get(ALL).content) == ["Langvarig strømbrudd"]


def test_kind_and_network_have_feeds_of_their_own(client):
    make_occurrence(make_series(SeriesKind.CONFERENCE, title="Konferansen"))
    network = make_series(SeriesKind.NETWORK, title="Nettverket")
    make_occurrence(network)
    make_occurrence(make_series(SeriesKind.NETWORK, title="Et annet"))

    assert titles_of(client.get("/calendar/kind/conference.ics").content) == ["Konferansen"]
    assert sorted(titles_of(client.get("/calendar/kind/network.ics").content)) == ["Et annet", "Nettverket"]
    body = client.get(f"/calendar/network/{network.key}.ics").content
    assert titles_of(body) == ["Nettverket"]
    assert "X-WR-CALNAME:Nettverket" in lines_of(body)


def test_network_for_members_only_shows_neither_meetings_nor_name(client):
    closed = make_series(SeriesKind.NETWORK, title="Lukket", members_only=True)
    meeting = make_occurrence(closed)

    response = client.get(f"/calendar/network/{closed.key}.ics")

    assert (response.status_code, events_of(response.content)) == (200, [])
    assert b"Lukket" not in response.content
    assert client.get(f"/calendar/occurrence/{meeting.uid}.ics").status_code == 404


def test_what_there_is_not_is_not_found(client):
    draft = make_occurrence(state=OccurrenceState.DRAFT)
    conference = make_series(SeriesKind.CONFERENCE)

    for path in (
        "kind/party.ics",
        f"network/{uuid4()}.ics",
        f"network/{conference.key}.ics",
        f"occurrence/{uuid4()}.ics",
        f"occurrence/{draft.uid}.ics",
        f"me/{'x' * 32}.ics",
    ):
        response = client.get(f"/calendar/{path}")
        assert (response.status_code, "Location" in response.headers) == (404, False), path


def test_9_state_of_an_occurrence_is_that_of_its_entry(client):
    for number, state in enumerate(("announced", "open", "closed", "postponed", "cancelled", "done")):
        make_occurrence(make_series(title=state), state=state, starts_at=STARTS + number * DAY)

    assert statuses(client) == [
        ("announced", "TENTATIVE"),
        ("open", "CONFIRMED"),
        ("closed", "CONFIRMED"),
        ("UTSATT: postponed", "CANCELLED"),
        ("AVLYST: cancelled", "CANCELLED"),
        ("done", "CONFIRMED"),
    ]


@pytest.mark.parametrize(
    ("language", "prefix"), [("nb", "AVLYST"), ("nn", "AVLYST"), ("sv", "INSTÄLLT"), ("en", "CANCELLED")]
)
def test_9_called_off_is_said_in_the_language_of_the_feed(client, language, prefix):
    make_occurrence(state=OccurrenceState.CANCELLED)

    (event,) = events_of(client.get(f"{ALL}?lang={language}").content)

    assert str(event["SUMMARY"]) == f"{prefix}: Langvarig strømbrudd"
    assert (str(event["TRANSP"]), str(event["STATUS"])) == ("TRANSPARENT", "CANCELLED")


def test_9_cancelled_keeps_its_name_gets_a_higher_number_and_stays(client):
    occurrence = make_occurrence(sequence=2)
    before = blocks_of(client.get(ALL).content)[0]

    cancel(occurrence=occurrence, reason="Storm", by=None, at=AT + DAY)

    after = blocks_of(client.get(ALL).content)[0]
    assert after["UID"] == before["UID"] == f"{occurrence.uid}@localhost"
    assert (before["SEQUENCE"], after["SEQUENCE"]) == ("2", "3")
    assert after["DTSTAMP"] == after["LAST-MODIFIED"] == "20261103T090000Z"


@pytest.mark.parametrize(
    ("state", "days", "shown"),
    [("cancelled", 7, True), ("cancelled", 8, False), ("done", 31, True), ("done", 32, False)],
)
def test_9_and_15_what_is_over_leaves_in_time(client, state, days, shown):
    make_occurrence(state=state, starts_at=STARTS)

    with time_machine.travel(STARTS + days * DAY, tick=False):
        assert bool(statuses(client)) is shown


def test_15_at_most_a_thousand_entries_the_first_first(client):
    series = make_series()
    Occurrence.objects.bulk_create(
        Occurrence(
            series=series,
            state="open",
            starts_at=STARTS + number * DAY,
            ends_at=STARTS + number * DAY + timedelta(hours=1),
            created_at=AT,
            changed_at=AT,
        )
        for number in range(1003)
    )

    found = events_of(client.get(ALL).content)

    assert len(found) == 1000
    assert found[0].start == STARTS


def test_11_raw_address_of_a_meeting_is_in_no_feed(client):
    occurrence = make_occurrence(mode=Mode.ONLINE, venue="")
    JoinLink.objects.create(occurrence=occurrence, url="https://teams.example.com/secret")

    for path in ("all.ics", f"occurrence/{occurrence.uid}.ics"):
        body = client.get(f"/calendar/{path}").content
        assert events_of(body)
        assert b"teams.example.com" not in body
        assert b"CONFERENCE" not in body


def test_language_is_that_of_the_address_not_of_the_browser(client):
    make_occurrence(make_series(title="Strøm", titles={"nb": "Strøm", "en": "Power"}))

    assert titles_of(client.get(ALL, headers={"Accept-Language": "en"}).content) == ["Strøm"]
    assert titles_of(client.get(f"{ALL}?lang=en").content) == ["Power"]
    assert titles_of(client.get(f"{ALL}?lang=xx").content) == ["Strøm"]
    assert client.get(f"{ALL}?lang=en").headers["Content-Language"] == "en"


# --- HTTP ------------------------------------------------------------------------------------------


def test_13_feed_is_a_calendar_and_a_download_is_a_file(client):
    occurrence = make_occurrence()

    followed, kept = client.get(ALL), client.get(f"/calendar/occurrence/{occurrence.uid}.ics")

    assert followed.headers["Content-Type"] == kept.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Content-Disposition" not in followed.headers
    assert kept.headers["Content-Disposition"] == 'attachment; filename="2027-02-25.ics"'
    assert blocks_of(kept.content) == blocks_of(followed.content)


def etag(client, url=ALL):
    return client.get(url).headers["ETag"]


def test_14_two_fetches_are_the_same_bytes_also_when_nothing_is_kept(client):
    make_occurrence()
    first = client.get(ALL)
    clear_caches()

    with time_machine.travel(AT + timedelta(hours=5), tick=False):
        second = client.get(ALL)

    assert first.content == second.content
    assert first.headers["ETag"] == second.headers["ETag"]
    assert first.headers["ETag"].startswith('"')
    assert "Last-Modified" not in first.headers


def change_title(one):
    Occurrence.objects.filter(pk=one.pk).update(titles={"nb": "Ny"}, sequence=1, changed_at=AT + DAY)


def change_members(one):
    Series.objects.filter(pk=one.series_id).update(members_only=True)


@pytest.mark.parametrize(
    "change",
    [
        change_title,
        lambda one: cancel(occurrence=one, reason="Storm", by=None, at=AT),
        lambda one: one.delete(),
        lambda one: make_occurrence(),
        change_members,
    ],
)
def test_14_every_change_is_another_mark(client, change):
    occurrence = make_occurrence()
    make_occurrence(make_series(title="En annen"), changed_at=AT + 2 * DAY)
    before = etag(client)

    change(occurrence)

    assert etag(client) != before


def test_14_what_leaves_the_window_is_another_mark(client):
    make_occurrence(state="done", starts_at=AT - 30 * DAY)
    make_occurrence()
    before = etag(client)

    with time_machine.travel(AT + 5 * DAY, tick=False):
        assert etag(client) != before


@pytest.mark.parametrize("packing", ["", "gzip"])
@pytest.mark.parametrize("write", ["{}", "W/{}", '"other", {}', "*"])
def test_14_whoever_has_it_is_told_so_with_the_same_headers(client, packing, write):
    make_occurrence()
    first = client.get(ALL, headers={"Accept-Encoding": packing})

    known = {"If-None-Match": write.format(first.headers["ETag"]), "Accept-Encoding": packing}
    # If-None-Match wins over If-Modified-Since.
    again = client.get(ALL, headers=known | {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"})

    assert (again.status_code, again.content) == (304, b"")
    for name in ("ETag", "Cache-Control", "Vary", "Content-Language"):
        assert again.headers[name] == first.headers[name]


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"other"'},
        {"If-None-Match": "not quoted"},
        {"If-Modified-Since": "yesterday"},
        {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    ],
)
def test_14_whoever_has_something_else_gets_all_of_it(client, headers):
    make_occurrence()

    assert client.get(ALL, headers=headers).status_code == 200


def test_14_head_says_the_same_and_other_verbs_are_refused(client):
    make_occurrence()
    whole, head = client.get(ALL), client.head(ALL)

    assert head.content == b""
    for name in ("ETag", "Content-Length", "Cache-Control", "Content-Type"):
        assert head.headers[name] == whole.headers[name]
    assert client.post(ALL).status_code == 405


def test_15_feed_may_be_kept_and_is_packed(client):
    make_occurrence()
    plain, packed = client.get(ALL), client.get(ALL, headers={"Accept-Encoding": "gzip, deflate"})

    assert plain.headers["Cache-Control"] == "public, max-age=900"
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert packed.headers["ETag"] != plain.headers["ETag"]


def test_16_nothing_is_an_empty_calendar_without_a_cookie(client):
    response = client.get(ALL)

    assert (response.status_code, events_of(response.content)) == (200, [])
    assert lines_of(response.content)[-1] == "END:VCALENDAR"
    assert not response.cookies
    assert "Cookie" not in response.headers["Vary"]


def test_16_whoever_is_signed_in_gets_the_same_bytes(client):
    make_occurrence()
    anonymous = client.get(ALL)
    client.force_login(make_user(language="en"))

    assert client.get(ALL).content == anonymous.content


def test_robots_stay_away_from_no_calendar(client):
    assert "/calendar" not in client.get("/robots.txt").content.decode()


def test_page_offers_every_feed_for_every_program(client):
    with translation.override("en"):
        html = client.get("/calendar/", headers={"Accept-Language": "en"}).content.decode()

    for feed in ("all.ics", *(f"kind/{kind}.ics" for kind in SeriesKind.values)):
        assert f"webcal://localhost:8000/calendar/{feed}?lang=en" in html
    assert "https://calendar.google.com/calendar/render?cid=webcal%3A%2F%2Flocalhost" in html
    assert "https://outlook.office.com/calendar/addfromweb?url=http%3A%2F%2Flocalhost" in html


def test_page_offers_open_networks_that_have_shown_a_meeting(client):
    shown, silent = (make_series(SeriesKind.NETWORK, title=title) for title in ("Nettverket", "Under planlegging"))
    closed = make_series(SeriesKind.NETWORK, title="Lukket", members_only=True)
    make_occurrence(shown, state=OccurrenceState.DONE, starts_at=STARTS)
    make_occurrence(silent, state=OccurrenceState.DRAFT)
    make_occurrence(closed)

    html = client.get("/calendar/", headers={"Accept-Language": "en"}).content.decode()

    assert f'id="network-{shown.key}"' in html
    assert f"webcal://localhost:8000/calendar/network/{shown.key}.ics?lang=en" in html
    assert html.count("/calendar/network/") == html.count(f"/calendar/network/{shown.key}.ics")
    assert not [title for title in ("Under planlegging", "Lukket") if title in html]


@pytest.mark.parametrize("number", [1, 4])
def test_queries_of_the_page_do_not_grow(client, number):
    client.get("/calendar/")
    for _one in range(number):
        make_occurrence(make_series(SeriesKind.NETWORK))

    assert cost(client, "/calendar/")[0] == 1


# --- What it costs ---------------------------------------------------------------------------------


def cost(client, url, **headers):
    with count_queries() as asked:
        response = client.get(url, headers=headers)
    return len(asked), response


@pytest.mark.parametrize("number", [1, 40])
@pytest.mark.parametrize("kind", ["", "network"])
def test_queries_do_not_grow(client, number, kind):
    series = make_series(SeriesKind.NETWORK)
    url = f"/calendar/network/{series.key}.ics" if kind else ALL
    for day in range(number):
        make_occurrence(series, starts_at=datetime(2027, 3, 1, 9, tzinfo=UTC) + day * DAY)
    clear_caches()

    first, response = cost(client, url)
    warm, _same = cost(client, url)
    known, unchanged = cost(client, url, **{"If-None-Match": response.headers["ETag"]})

    assert unchanged.status_code == 304
    assert (first, warm, known) == ((3, 2, 2) if kind else (3, 1, 1))
