"""Minutes on the pages of those who write and those who read."""

import io
from datetime import date

import pypdf
import pytest
from django.urls import reverse

from cms.mail.models import OutboxMessage
from events.networks.domain.minutes import Decided
from events.networks.models import Minutes, MinutesReading
from tests.factories.events import make_category, make_place
from tests.factories.networks import make_draft, make_meeting, make_member, make_minutes, make_network, make_person
from tests.factories.people import make_user
from tests.learning.views.desk import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    return make_member(user=make_person("Nina Strand", "Elvestad kommune"), role="secretary")


@pytest.fixture
def meeting(writer):
    return make_meeting(writer.series)


def form(text="Vi møttes.", rows=(), **more):
    sent = {"text": text, "edition": "0", "decisions-TOTAL_FORMS": str(len(rows)), "decisions-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        sent |= {f"decisions-{number}-{name}": value for name, value in row.items()}
    return {**sent, **more}


def write(writer, meeting, **sent):
    address = reverse("write_network_minutes", args=[writer.series.key, meeting.uid])
    return signed_in(writer.user).post(address, sent)


def test_writing_saving_and_publishing(writer, meeting):
    rows = [
        {"text": "Meld inn aggregater", "responsible": str(writer.user_id), "due_on": "2027-01-15"},
        {"text": "", "responsible": "", "due_on": ""},
    ]

    assert write(writer, meeting, **form(rows=rows)).status_code == 302
    assert Minutes.objects.get().state == "draft"
    assert write(writer, meeting, **form("# Sak 1\n- Én", rows, edition="1", do="publish")).status_code == 302

    decision = Minutes.objects.get(state="published").decisions.get()
    assert (decision.responsible, decision.due_on) == (writer.user, date(2027, 1, 15))
    page = signed_in(writer.user).get(reverse("network_minutes", args=[writer.series.key, meeting.uid]))
    assert "<h3>Sak 1</h3><ul><li>Én</li></ul>" in page.content.decode()


def test_minutes_of_a_meeting_are_not_minutes_of_an_hour(writer, meeting):
    make_minutes(meeting)
    client = signed_in(writer.user)

    inside = client.get(reverse("network", args=[writer.series.key])).content.decode()
    page = client.get(reverse("network_minutes", args=[writer.series.key, meeting.uid])).content.decode()
    said = words(paper(writer.user, meeting))

    assert ">Referat</h2>" in inside
    assert ">Referat</h1>" in page
    assert "Referat" in said
    assert "Minutter" not in inside + page + said


@pytest.mark.parametrize(
    "sent",
    [
        form(""),
        form(edition="7"),
        form(edition="x"),
        form(rows=[{"text": "", "due_on": "2027-01-15"}]),
        form(rows=[{"text": "Gjør det", "due_on": "31.31.2027"}]),
        form(rows=[{"text": "Gjør det", "responsible": "999999"}]),
        form(rows=[{"text": "x" * 501}]),
    ],
    ids=["no text", "old page", "no number", "no decision", "no day", "stranger", "too long"],
)
def test_wrong_input_is_told_and_kept(writer, meeting, sent):
    response = write(writer, meeting, **sent)

    assert response.status_code == 422
    assert Minutes.objects.count() == 0
    assert (sent["text"] or "Vi") in response.content.decode() or not sent["text"]


def test_correcting_says_what(writer, meeting):
    make_minutes(meeting)

    assert write(writer, meeting, **form("Rettet", do="publish")).status_code == 422
    assert write(writer, meeting, **form("Rettet", do="publish", correction="Feil frist")).status_code == 302

    client, address = signed_in(writer.user), reverse("network_minutes", args=[writer.series.key, meeting.uid])
    assert "Rettet" in client.get(address).content.decode()
    assert "Vi gikk gjennom" in client.get(f"{address}?version=1").content.decode()
    for number in ("3", "0", "x", "-1"):
        assert client.get(f"{address}?version={number}").status_code == 404


def test_draft_is_deleted(writer, meeting):
    make_draft(meeting)

    assert write(writer, meeting, do="drop").status_code == 302
    assert write(writer, meeting, do="drop").status_code == 302
    assert Minutes.objects.count() == 0


def test_reading_is_said_not_watched(writer, meeting):
    make_minutes(meeting)
    client, address = signed_in(writer.user), reverse("network_minutes", args=[writer.series.key, meeting.uid])

    client.get(address)
    assert MinutesReading.objects.count() == 0
    client.post(address)
    assert MinutesReading.objects.get().user == writer.user


def test_who_was_there_stands_by_name_if_they_said_so(writer, meeting):
    category = make_category(meeting)
    silent = make_member(writer.series, make_user("Hemmelig Navn"), agreed=False)
    for user in (writer.user, silent.user):
        make_place(category, user=user).attendance_corrections.create(came=True, at=meeting.ends_at)
    make_minutes(meeting)

    page = signed_in(writer.user).get(reverse("network_minutes", args=[writer.series.key, meeting.uid]))

    assert page.context["presence"] == (["Nina Strand"], 1)
    assert "Hemmelig" not in page.content.decode()


def test_letter_is_shown_before_it_goes():
    leader = make_member(user=make_person("Bente Solli", "Elvestad"), role="leader")
    make_member(leader.series)
    client, address = signed_in(leader.user), reverse("write_to_network", args=[leader.series.key])
    sent = {"key": "0b6f0a52-6f0e-4f39-9f0a-1d6a8a8f7c11", "subject": "Møtet", "text": "Ta med planen."}

    assert client.post(address, {**sent, "text": ""}).status_code == 422
    shown = client.post(address, sent).context
    assert "Ta med planen." in shown["shown"].text
    sent |= {"do": "send", "seen": shown["form"]["seen"].value()}
    changed = client.post(address, {**sent, "text": "Ta med noe annet."})
    assert "Ta med noe annet." in changed.context["shown"].text
    assert "Dette er ikke det du så sist" in changed.content.decode()
    assert OutboxMessage.objects.count() == 0
    for _ in range(2):
        assert client.post(address, sent).status_code == 302

    assert OutboxMessage.objects.filter(kind="networks/mail/letter").count() == 2


def test_minutes_of_another_networks_meeting_are_not_written(writer):
    foreign = make_meeting(make_network("Et annet"))

    assert write(writer, foreign, **form()).status_code == 404


def paper(user, meeting, query=""):
    return signed_in(user).get(reverse("network_minutes_pdf", args=[meeting.series.key, meeting.uid]) + query)


def words(response):
    return " ".join("\n".join(page.extract_text() for page in reader(response).pages).split())


def reader(response):
    return pypdf.PdfReader(io.BytesIO(response.content))


def test_minutes_are_saved_as_pdf(writer, meeting):
    decided = Decided("Meld inn aggregater", writer.user, date(2027, 1, 15))
    make_minutes(meeting, "# Sak 1: Nødstrøm\n- Skogdal: to døgn\n\nVi møttes på <i>rådhuset</i>.", decisions=[decided])

    response = paper(make_member(writer.series).user, meeting)

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"].startswith('attachment; filename="')
    assert response["Content-Disposition"].endswith('.pdf"')
    text = words(response)
    for part in ("Sak 1: Nødstrøm", "Skogdal: to døgn", "Vi møttes på <i>rådhuset</i>.", "Meld inn aggregater"):
        assert part in text
    assert f"{writer.user.name} ·" in text
    assert reader(response).trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader(response).trailer["/Root"]["/Lang"] == "nb"


def test_pdf_of_an_earlier_version_says_that_a_newer_one_holds(writer, meeting):
    make_minutes(meeting)
    make_minutes(meeting, "Rettet", correction="Feil frist")

    assert "Feil frist" in words(paper(writer.user, meeting))
    earlier = words(paper(writer.user, meeting, "?version=1"))
    assert "Vi gikk gjennom" in earlier
    assert "Rettet" not in earlier
    assert paper(writer.user, meeting, "?version=3").status_code == 404


def test_pdf_is_for_those_who_may_read(writer, meeting):
    make_draft(meeting)
    assert paper(writer.user, meeting).status_code == 404

    make_minutes(meeting)
    other = make_member(make_network("Et annet"), make_person("Geir Sæther", "Fjellbygda"), role="leader")
    assert {paper(user, meeting).status_code for user in (other.user, make_user())} == {404}


def test_long_words_and_unseen_signs_do_not_break_the_sheet(writer, meeting):
    make_minutes(meeting, "# \u202eSnudd\n" + "y" * 4000 + "\n\nSe #let a = 1 $x$ @kilde *fet*")

    assert "Se #let a = 1 $x$ @kilde *fet*" in words(paper(writer.user, meeting))
