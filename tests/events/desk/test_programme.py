"""A programme as a coordinator writes it, without a line of script."""

from datetime import timedelta

import pytest
from django.test import Client

from cms.mail.models import OutboxMessage
from events.programme.models import Material, ProgrammeVersion, Room, Session, Speaker, Track
from tests.factories.events import STARTS, make_occurrence
from tests.factories.people import make_user
from tests.factories.pictures import a_photo
from tests.factories.programme import make_material, make_room, make_session, make_speaker, publish, upload
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def page(occurrence, rest="programme/"):
    return f"/admin/events/{occurrence.pk}/{rest}"


def line(**changed):
    return {"day": "2027-02-25", "starts": "11:00", "minutes": "45", "title": "Mørkt", "kind": "talk", **changed}


def test_sessions_are_added_line_by_line_and_published(client):
    occurrence = make_occurrence()

    client.post(page(occurrence), line(speakers="Ingrid Moen, Kari Brekke"))
    form = client.get(page(occurrence)).context["form"]
    assert (form["day"].value(), str(form["starts"].value())) == ("2027-02-25", "11:45:00")
    client.post(page(occurrence), line(starts="11:30", title="Lyst", speakers="ingrid moen"))

    assert [one.titles for one in Session.objects.all()] == [{"en": "Mørkt"}, {"en": "Lyst"}]
    assert Session.objects.first().starts_at == STARTS
    assert Speaker.objects.count() == 2
    html = client.get(page(occurrence)).content.decode()
    assert "Ingrid Moen is in another session then: “Mørkt”" in html
    assert "Ingrid Moen is in another session then: “Lyst”" in html

    refused = client.post(page(occurrence), {"do": "publish"}, follow=True).content.decode()
    assert "these have not said yes: Ingrid Moen, Kari Brekke" in refused
    for speaker in Speaker.objects.all():
        client.post(page(occurrence, f"speakers/{speaker.pk}/"), {"do": "consent"})
    client.post(page(occurrence), {"do": "publish"})
    assert ProgrammeVersion.objects.get().number == 1
    assert Speaker.objects.first().consent_words == "told-staff"


def test_conflicts_say_what_is_in_the_way(client):
    occurrence = make_occurrence()
    hall = make_room(occurrence, "Storsalen")
    for title, after in (("Mørkt", 0), ("Lyst", 30), ("Sent", 10_000)):
        make_session(occurrence, title, after=after, room=hall)

    html = client.get(page(occurrence)).content.decode()

    assert html.count("Storsalen is taken then: “Mørkt”") == html.count("Storsalen is taken then: “Lyst”") == 1
    assert html.count("Outside the time of the occurrence") == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"minutes": "0"}, "minutes"),
        ({"day": "2027-02-26"}, "day"),
        ({"starts": "25:99"}, "starts"),
        ({"speakers": f"Ingrid Moen{' Moen' * 50}"}, "speakers"),
    ],
)
def test_wrong_lines_are_refused_and_what_was_typed_is_there(client, changed, field):
    response = client.post(page(make_occurrence()), line(**{"speakers": "Ingrid Moen", **changed}))

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert 'value="Ingrid Moen' in response.content.decode()
    assert Session.objects.count() == Speaker.objects.count() == 0


def test_session_is_changed_and_removed(client):
    occurrence = make_occurrence()
    ingrid, kari = make_speaker(occurrence), make_speaker(occurrence, "Kari")
    session = make_session(occurrence, speakers=[ingrid])
    url = page(occurrence, f"sessions/{session.pk}/")
    assert client.get(url).context["form"]["minutes"].value() == 60

    values = {"titles_0": "Svart", "day": "2027-02-25", "starts": "12:00", "minutes": "30", "kind": "workshop"}
    sent = client.post(url, {**values, "titles_nb": "Svart", "speakers": [ingrid.pk], "chair": kari.pk})

    assert sent.status_code == 302, sent.context["form"].errors
    session.refresh_from_db()
    assert (session.title, session.kind, session.starts_at) == ("Svart", "workshop", STARTS + timedelta(hours=1))
    assert [part.role for part in session.parts.all()] == ["chair", "speaker"]
    client.post(url, {"remove": "1"})
    assert Session.objects.count() == 0


def test_rooms_tracks_and_speakers_are_written(client):
    occurrence = make_occurrence()

    client.post(page(occurrence, "rooms/new/"), {"name": "Storsalen", "seats": "200"})
    refused = client.post(page(occurrence, "rooms/new/"), {"name": "Storsalen"})
    client.post(page(occurrence, "tracks/new/"), {"names_nb": "Strøm"})
    client.post(page(occurrence, "speakers/new/"), {"name": "Kari", "email": "kari@example.org", "language": "nb"})
    kari = Speaker.objects.get()
    client.post(page(occurrence, f"speakers/{kari.pk}/"), {"do": "invite"})

    assert (Room.objects.get().seats, Track.objects.get().names, refused.status_code) == (200, {"nb": "Strøm"}, 422)
    assert OutboxMessage.objects.get().to_address == "kari@example.org"
    assert "Asked" in client.get(page(occurrence, f"speakers/{kari.pk}/")).content.decode()


def test_photo_is_sent_for_a_speaker_and_taken_away(client):
    occurrence = make_occurrence()
    about = {"name": "Kari", "language": "nb", "photo_credit": "Per Foto"}
    with_photo = {**about, "photo": upload(a_photo(), "kari.jpg"), "photo_rights": "on"}

    client.post(page(occurrence, "speakers/new/"), with_photo)
    kari = Speaker.objects.get()

    assert (kari.photo_is_own, bool(kari.photo_rights_at), kari.photo_credit) == (True, True, "Per Foto")
    address = page(occurrence, f"speakers/{kari.pk}/")
    assert kari.photo.get_rendition("fill-160x160").url in client.get(address).content.decode()
    client.post(address, {**about, "without_photo": "on"})
    assert Speaker.objects.get().photo is None


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        (lambda: {"photo": upload(a_photo(), "kari.jpg")}, "photo_rights"),
        (lambda: {"photo": upload(b"%PDF-1.7", "kari.jpg"), "photo_rights": "on"}, "photo"),
    ],
)
def test_photo_that_may_not_be_shown_or_is_none_is_refused_and_nothing_is_kept(client, sent, field):
    occurrence = make_occurrence()

    refused = client.post(page(occurrence, "speakers/new/"), {"name": "Kari Brekke", "language": "nb", **sent()})

    assert refused.status_code == 422
    assert 'value="Kari Brekke"' in refused.content.decode()
    assert refused.context["form"].errors.keys() == {field}
    assert not Speaker.objects.exists()


def test_material_is_added_looked_at_and_opened(client):
    occurrence = make_occurrence()
    waiting = make_material(occurrence, speaker=make_speaker(occurrence))

    both = client.post(page(occurrence, "materials/new/"), {"access": "everybody"})
    client.post(
        page(occurrence, "materials/new/"), {"access": "everybody", "title": "Opptak", "file": upload(name="a.pdf")}
    )
    client.post(page(occurrence, f"materials/{waiting.pk}/"), {"access": "attendees", "shown": "on"})

    assert (both.status_code, Material.objects.count()) == (422, 2)
    waiting.refresh_from_db()
    assert waiting.shown_since is not None
    opened = client.get(page(occurrence, f"materials/{waiting.pk}/file/"))
    assert opened.getvalue()
    assert opened["Content-Disposition"].startswith("attachment")


def test_programme_moves_along_with_its_day(client):
    occurrence = make_occurrence()
    session = make_session(occurrence)
    occurrence.starts_at, occurrence.ends_at = (
        one + timedelta(days=7) for one in (occurrence.starts_at, occurrence.ends_at)
    )
    occurrence.save()

    html = client.get(page(occurrence)).content.decode()
    assert "Move all sessions by 7 days" in html
    # A picture without a size is as large as its cell.
    assert '<svg class="icon icon-warning default"' in html
    # The day a session is still on, in words like the others.
    assert '<option value="2027-02-25" selected>Thursday 25 February 2027</option>' in html
    client.post(page(occurrence), {"do": "shift"})

    session.refresh_from_db()
    assert session.starts_at == occurrence.starts_at


def test_parts_of_another_occurrence_are_not_found(client):
    occurrence, other = make_occurrence(), make_occurrence()
    session, room, speaker = make_session(other), make_room(other), make_speaker(other)
    material = make_material(other)

    parts = (("sessions", session), ("rooms", room), ("speakers", speaker), ("materials", material))
    for name, part in parts:
        assert client.get(page(occurrence, f"{name}/{part.pk}/")).status_code == 404
        assert client.post(page(occurrence, f"{name}/{part.pk}/"), {"remove": "1"}).status_code == 404
    assert client.get(page(occurrence, f"materials/{material.pk}/file/")).status_code == 404


def test_nobody_else_writes_programmes():
    occurrence = make_occurrence()
    speaker = make_speaker(occurrence)

    for someone in (Client(), signed_in(make_user())):
        for rest in ("programme/", "sessions/new/", f"speakers/{speaker.pk}/"):
            assert someone.get(page(occurrence, rest)).status_code in {302, 403}
            assert someone.post(page(occurrence, rest), line()).status_code in {302, 403}
    assert Session.objects.count() == 0


@pytest.mark.parametrize("number", [3, 30])
def test_table_costs_the_same_however_long(client, number):
    occurrence = make_occurrence()
    hall = make_room(occurrence)
    for index in range(number):
        speakers = [make_speaker(occurrence, f"Taler {index}")]
        make_session(occurrence, after=index, room=hall, speakers=speakers)
        make_material(occurrence, b"Notat %d" % index)
    publish(occurrence)
    client.get(page(occurrence))

    with count_queries() as asked:
        client.get(page(occurrence))

    assert len(asked) == 23, asked
