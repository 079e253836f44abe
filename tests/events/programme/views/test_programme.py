"""The published programme as visitors read it."""

import io
from datetime import timedelta

import pypdf
import pytest
import time_machine
from django.test import Client

from cms.people.roles import COORDINATOR
from events.domain.occurrences import cancel, move, postpone
from events.domain.terms import When, Where
from events.programme import reading, shown
from events.programme.domain.sessions import Slot, move_session
from events.programme.domain.speakers import set_photo, withdraw_consent
from tests.factories.events import AT, STARTS, make_category, make_occurrence, make_place, make_series
from tests.factories.people import make_holder_of, make_user
from tests.factories.pictures import a_photo
from tests.factories.programme import (
    WHO,
    make_large_programme,
    make_programme,
    make_room,
    make_session,
    make_speaker,
    make_track,
    publish,
)
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def url(occurrence, rest="programme/"):
    return f"/events/{occurrence.uid}/{rest}"


def html(occurrence, rest="programme/", *, client=None, language="en"):
    response = (client or Client()).get(url(occurrence, rest), headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


def test_programme_is_read_as_it_was_published():
    occurrence = make_programme().occurrence
    make_session(occurrence, "Ikke publisert", after=200)

    page = html(occurrence)

    for words in ("Når lyset går", "Storsalen", "Strøm", "Ingrid Moen", "Elvestad kommune", "Om mørke.", "11:00"):
        assert words in page
    assert "Ikke publisert" not in page
    assert "ingrid@example.org" not in page
    assert "Torsdag" in html(occurrence, language="nb")


def test_day_track_and_room_are_chosen_without_scripts():
    occurrence = make_occurrence(hours_long=30)
    hall, side = make_room(occurrence), make_room(occurrence, "Siderommet")
    make_session(occurrence, "Strømbrudd", room=hall, track=make_track(occurrence))
    make_session(occurrence, "Vann", room=side, track=make_track(occurrence, "Vann og avløp"))
    make_session(occurrence, "Kaffe", after=60, kind="break")
    make_session(occurrence, "Dagen etter", after=1380, room=hall)
    content = publish(occurrence).content
    track, room = content["tracks"][0]["id"], content["rooms"][1]["id"]

    def shown(query):
        page = html(occurrence, f"programme/?{query}")
        titles = ("Strømbrudd", "Vann<", "Kaffe", "Dagen etter")
        return [title for title in titles if f'class="programme__title">{title}' in page]

    assert shown("") == ["Strømbrudd", "Vann<", "Kaffe", "Dagen etter"]
    assert shown(f"track={track}") == ["Strømbrudd", "Kaffe"]
    assert shown(f"room={room}") == ["Vann<"]
    assert shown("day=2027-02-26") == ["Dagen etter"]
    assert shown(f"day=2027-02-26&room={room}") == []
    assert shown("day=yesterday&room=';--&track=999999") == ["Strømbrudd", "Vann<", "Kaffe", "Dagen etter"]


def test_what_has_changed_stands_below():
    occurrence = make_programme().occurrence
    talk = occurrence.sessions.first()
    later = talk.starts_at + timedelta(minutes=30)
    move_session(session=talk, slot=Slot(later, later + timedelta(minutes=30), talk.room), **WHO)
    publish(occurrence)

    assert "“Når lyset går” is moved from 11:00 to 11:30" in html(occurrence)


@pytest.mark.parametrize(("hours", "told"), [(3, True), (0, False)])
def test_readers_are_told_while_the_event_has_moved_away_from_its_programme(hours, told):
    occurrence = make_programme().occurrence
    assert "The event has moved." not in html(occurrence)
    starts = STARTS + timedelta(days=7, hours=hours)
    when = When(starts_at=starts, ends_at=starts + timedelta(hours=6))
    occurrence = move(occurrence=occurrence, when=when, where=Where(venue="Rådhuset"), **WHO)

    assert ("The event has moved." in html(occurrence)) is told
    assert ("The event has moved." in html(occurrence, "")) is told

    if told:
        publish(occurrence, at=AT + timedelta(minutes=1))
        assert "The event has moved." not in html(occurrence)


def test_session_that_always_lay_outside_the_event_is_no_move():
    occurrence = make_occurrence()
    make_session(occurrence, "Middag", after=8 * 60)
    publish(occurrence)

    assert "The event has moved." not in html(occurrence)


def test_titles_with_signs_are_words_and_nothing_else():
    occurrence = make_occurrence()
    ingrid = make_speaker(occurrence, "<b>Ingrid</b>", organisation="<i>E</i>")
    make_session(occurrence, "<script>alert(1)</script>", speakers=[ingrid], descriptions={"nb": "<img src=x>"})
    publish(occurrence)

    for rest in ("programme/", "now/", "speakers/", f"speakers/{ingrid.key}/"):
        page = html(occurrence, rest)
        for wrong in ("<script>alert", "<b>Ingrid", "<i>E", "<img src=x"):
            assert wrong not in page


REST = ("programme/", "programme.pdf", "now/", "speakers/", "materials/")


def test_what_one_may_not_know_of_is_not_found():
    draft = make_programme(state="draft").occurrence
    members = make_programme(series=make_series("network", members_only=True)).occurrence
    place = make_place(make_category(members), user=make_user())
    keys = {one: f"speakers/{one.speakers.get().key}/" for one in (draft, members)}

    for client in (Client(), signed_in(make_user())):
        for one in (draft, members):
            for rest in (*REST, keys[one]):
                assert client.get(url(one, rest)).status_code == 404
    for rest in (*REST, keys[members]):
        assert signed_in(place.user).get(url(members, rest)).status_code == 200
        assert signed_in(place.user).get(url(draft, rest)).status_code == 404
    assert signed_in(make_holder_of(COORDINATOR)).get(url(draft)).status_code == 200


def test_programme_that_is_not_published_says_so():
    occurrence = make_occurrence()
    hidden = make_speaker(occurrence)
    make_session(occurrence, speakers=[hidden])

    assert "not ready yet" in html(occurrence)
    assert "not ready yet" in html(occurrence, "now/")
    assert "Ingrid" not in html(occurrence, "speakers/")
    for rest in ("programme.pdf", f"speakers/{hidden.key}/"):
        assert Client().get(url(occurrence, rest)).status_code == 404


def test_speaker_has_a_page_until_they_take_their_consent_back():
    occurrence = make_occurrence()
    ingrid = make_speaker(occurrence, biographies={"nb": "Leder vakta."}, photo_credit="Kari Foto")
    set_photo(speaker=ingrid, content=a_photo(), **WHO)
    make_session(occurrence, speakers=[ingrid])
    publish(occurrence)
    rest = f"speakers/{ingrid.key}/"

    page = html(occurrence, rest)
    for words in ("Leder vakta.", "Photo: Kari Foto", "Når lyset går", "<img"):
        assert words in page
    assert "Ingrid Moen" in html(occurrence)

    withdraw_consent(speaker=ingrid, **WHO)

    assert Client().get(url(occurrence, rest)).status_code == 404
    for rest in ("programme/", "speakers/", "now/"):
        assert "Ingrid" not in html(occurrence, rest)
    assert "Ingrid" not in paper(occurrence)


# --- Now and next ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "now", "coming"),
    [
        (-60, [], ["Når lyset går", "Kaffe", "Aggregat i praksis"]),
        (0, ["Når lyset går"], ["Kaffe", "Aggregat i praksis"]),
        (59, ["Når lyset går"], ["Kaffe", "Aggregat i praksis"]),
        (60, ["Kaffe"], ["Aggregat i praksis"]),
        (100, ["Aggregat i praksis"], []),
    ],
)
def test_now_and_next(minutes, now, coming):
    occurrence = make_programme().occurrence

    with time_machine.travel(STARTS + timedelta(minutes=minutes), tick=False):
        response = Client().get(url(occurrence, "now/"))

    assert [one.title for one in response.context["now"]] == now
    assert [one.title for one in response.context["next"]] == coming
    assert response["Cache-Control"].startswith("max-age=0")


def test_now_ends_and_fetches_itself_without_the_frame():
    occurrence = make_programme().occurrence
    with time_machine.travel(STARTS + timedelta(minutes=151), tick=False):
        whole = html(occurrence, "now/")
        part = Client().get(url(occurrence, "now/"), headers={"hx-request": "true"}).content.decode()

    assert "It is over" in whole
    assert part.strip().startswith('<div class="stack')
    assert "<html" not in part
    assert "Look again" in whole
    assert "http-equiv" not in whole


@pytest.mark.parametrize(("verb", "words"), [(cancel, "This is cancelled"), (postpone, "This is postponed")])
def test_now_says_that_it_is_off_to_those_who_have_it_open_already(verb, words):
    occurrence = make_programme().occurrence
    verb(occurrence=occurrence, reason="Storm.", **WHO)

    for minutes in (0, 151):
        with time_machine.travel(STARTS + timedelta(minutes=minutes), tick=False):
            part = Client().get(url(occurrence, "now/"), headers={"hx-request": "true", "accept-language": "en"})
            whole = html(occurrence, "now/")

        page = part.content.decode()
        assert words in page
        assert whole.count(words) == 1
        for wrong in ("Når lyset går", "It is over", "Now</h2>", "times below"):
            assert wrong not in page


def test_now_says_that_the_event_has_moved_away_from_its_programme():
    occurrence = make_programme().occurrence
    starts = STARTS + timedelta(hours=3)
    when = When(starts_at=starts, ends_at=starts + timedelta(hours=6))
    assert "The event has moved." not in html(occurrence, "now/")
    move(occurrence=occurrence, when=when, where=Where(venue="Rådhuset"), **WHO)

    assert "The event has moved." in html(occurrence, "now/")


# --- On paper --------------------------------------------------------------------------------------


def paper(occurrence, language="en"):
    response = Client().get(url(occurrence, "programme.pdf"), headers={"accept-language": language})
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(response.content)).pages)


GOLDEN = """\
Programme
Langvarig strømbrudd
25 February 2027, 11:00–17:00 · Elvestad kulturhus
Thursday 25 February 2027
Time What Room
11:00–12:00 Når lyset går
Strøm
Ingrid Moen, Elvestad kommune
Om mørke.
Storsalen
12:00–12:30 Kaffe
12:30–13:30 Aggregat i praksis Siderommet
Langvarig strømbrudd, Version 1 1 / 1
"""


def lines(text):
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def test_paper_says_what_was_published():
    assert lines(paper(make_programme().occurrence)) == lines(GOLDEN)


@pytest.mark.parametrize(
    ("verb", "words"), [(cancel, "It is cancelled."), (postpone, "It is postponed. The times below are those of the")]
)
def test_paper_says_that_it_is_off(verb, words):
    occurrence = make_programme().occurrence
    assert words not in paper(occurrence)
    verb(occurrence=occurrence, reason="Storm.", **WHO)

    assert words in " ".join(lines(paper(occurrence)))


def test_paper_says_that_the_event_has_moved_away_from_its_programme():
    occurrence = make_programme().occurrence
    starts = STARTS + timedelta(hours=3)
    when = When(starts_at=starts, ends_at=starts + timedelta(hours=6))
    occurrence = move(occurrence=occurrence, when=when, where=Where(venue="Rådhuset"), **WHO)
    assert "The event has moved." in " ".join(lines(paper(occurrence)))

    publish(occurrence, at=AT + timedelta(minutes=1))
    assert "The event has moved." not in " ".join(lines(paper(occurrence)))


def test_paper_is_tagged_with_language_and_title():
    occurrence = make_programme().occurrence
    response = Client().get(url(occurrence, "programme.pdf"), headers={"accept-language": "nn"})

    reader = pypdf.PdfReader(io.BytesIO(response.content))
    root = reader.trailer["/Root"]
    assert "/StructTreeRoot" in root
    assert bool(root["/MarkInfo"]["/Marked"])
    assert str(root["/Lang"]).split("-")[0] == "nn"
    assert "Langvarig strømbrudd" in reader.metadata.title
    assert 'filename="program' in response["Content-Disposition"]


# --- What it costs ---------------------------------------------------------------------------------


def forget():
    for kept in (reading._content, shown.days_html, shown.shown_in):
        kept.cache_clear()


@pytest.mark.parametrize("number", [3, 30])
def test_pages_cost_the_same_however_many_sessions(number):
    occurrence = make_large_programme(number).occurrence
    costs = {}
    for rest in ("programme/", "now/", "speakers/", f"speakers/{occurrence.speakers.first().key}/"):
        html(occurrence, rest)
        forget()
        with count_queries() as asked:
            html(occurrence, rest)
        costs[rest.split("/")[0] + rest[-1]] = len(asked)

    assert max(costs.values()) <= 8, costs


def test_page_of_a_speaker_says_on_which_day_each_session_is():
    occurrence = make_occurrence(hours_long=30)
    speaker = make_speaker(occurrence)
    for after in (0, 24 * 60):
        make_session(occurrence, f"Etter {after}", after=after, speakers=[speaker])
    publish(occurrence)

    page = html(occurrence, f"speakers/{speaker.key}/", language="nb")

    assert page.count("Torsdag 25. februar") == page.count("Fredag 26. februar") == 1


@pytest.mark.parametrize("number", [1, 6])
def test_speakers_stand_there_with_a_picture_or_their_initials(number):
    occurrence = make_occurrence()
    people = [make_speaker(occurrence, f"Kari Taler {one}") for one in range(number)]
    for speaker in people:
        set_photo(speaker=speaker, content=a_photo(), **WHO)
    make_session(occurrence, speakers=[*people, make_speaker(occurrence, "Nils Uten Bilde")])
    publish(occurrence)
    html(occurrence, "speakers/")
    forget()

    with count_queries() as asked:
        page = html(occurrence, "speakers/")

    assert page.count('<img alt=""') == page.count('class="avatar avatar--large" height') == number
    assert ">NB</span>" in page
    assert len(asked) == 5, asked
