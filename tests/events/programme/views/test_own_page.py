"""A speaker's own page: everything is kept that is written, whatever is wrong with the rest."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils.translation import override

from events.programme.domain.speakers import invite_speaker
from events.programme.links import speaker_token
from events.programme.models import Material, Speaker
from tests.factories.events import AT, make_occurrence
from tests.factories.pictures import a_photo
from tests.factories.programme import PDF, WHO, make_material, make_session, make_speaker, publish, upload
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def speaker():
    speaker = make_speaker(email="ingrid@example.org", consents=False)
    make_session(speaker.occurrence, speakers=[speaker])
    return speaker


def page(speaker):
    return f"/speaking/{speaker_token(speaker)}/"


def send(speaker, client=None, **values):
    values = {"name": "Ingrid Moen", "biography": "Leder vakta.", **values}
    with override("en"):
        return (client or Client()).post(page(speaker), values, headers={"accept-language": "en"})


def test_profile_consent_photo_and_material_are_sent_without_an_account(speaker):
    html = Client().get(page(speaker), headers={"accept-language": "en"}).content.decode()
    assert "Når lyset går" in html
    assert "ingrid@example.org" not in html

    response = send(
        speaker,
        consent="on",
        photo=upload(a_photo(), "meg.jpg"),
        photo_rights="on",
        photo_credit="Kari Foto",
        title="Lysark",
        file=upload(),
        url="https://example.org/film",
    )

    assert response.status_code == 302
    speaker.refresh_from_db()
    assert speaker.biographies == {"en": "Leder vakta."}
    assert (speaker.consented_at, speaker.photo_rights_at, speaker.saved_at) == (AT, AT, AT)
    assert speaker.photo_credit == "Kari Foto"
    materials = Material.objects.order_by("pk")
    assert [one.title for one in materials] == ["Lysark", "Lysark"]
    assert {one.session.title for one in materials} == {"Når lyset går"}
    assert Client().get(page(speaker)).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"file": upload(b"MZ program", "virus.exe")}, "file"),
        ({"photo": upload(PDF, "meg.jpg"), "photo_rights": "on"}, "photo"),
        ({"photo": upload(a_photo(), "meg.jpg")}, "photo_rights"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"name": ""}, "name"),
    ],
)
def test_words_are_never_lost_whatever_is_wrong_beside_them(speaker, wrong, field):
    for part in wrong.values():
        if hasattr(part, "seek"):
            part.seek(0)

    response = send(speaker, biography="Skrevet lenge.", **wrong)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert "Skrevet lenge." in response.content.decode()
    assert Material.objects.count() == 0
    assert Speaker.objects.get().photo is None


def test_looking_changes_nothing(speaker):
    before = Speaker.objects.values().get()

    Client().get(page(speaker))
    Client().head(page(speaker))

    assert Speaker.objects.values().get() == before


def test_consent_is_taken_back_with_one_button_and_what_was_written_is_kept():
    speaker = make_speaker()
    occurrence = speaker.occurrence
    make_session(occurrence, speakers=[speaker])
    version = publish(occurrence)

    assert "said yes" in Client().get(page(speaker), headers={"accept-language": "en"}).content.decode()
    send(speaker, biography="Nytt.")
    speaker.refresh_from_db()
    assert speaker.consented_at == AT
    send(speaker, biography="Enda nyere.", do="withdraw")

    speaker.refresh_from_db()
    version.refresh_from_db()
    assert (speaker.consented_at, speaker.biographies) == (None, {"en": "Enda nyere."})
    assert "Ingrid" not in str(version.content)
    send(speaker, consent="on")
    speaker.refresh_from_db()
    assert speaker.consented_at == AT


@pytest.mark.parametrize("wrong", [{"name": ""}, {"url": "javascript:alert(1)"}])
def test_consent_is_taken_back_whatever_is_wrong_beside_it(wrong):
    speaker = make_speaker()

    response = send(speaker, biography="Skrevet lenge.", do="withdraw", **wrong)

    speaker.refresh_from_db()
    assert (response.status_code, speaker.consented_at, speaker.withdrawn_at) == (422, None, AT)
    html = response.content.decode()
    assert "You are taken out of the published programme." in html
    assert "You took your yes back" in html
    assert "Skrevet lenge." in html


def test_photo_that_is_sent_while_consent_is_taken_back_is_not_kept():
    speaker = make_speaker()

    send(speaker, do="withdraw", consent="on", photo=upload(a_photo(), "meg.jpg"), photo_rights="on")

    speaker.refresh_from_db()
    assert (speaker.consented_at, speaker.photo) == (None, None)


def test_material_is_removed_and_fetched_by_its_speaker_alone(speaker):
    other = make_speaker(speaker.occurrence, "Kari")
    theirs = make_material(speaker.occurrence, PDF + b"%%EOF", speaker=other)
    mine = make_material(speaker.occurrence, speaker=speaker)

    fetched = Client().get(f"{page(speaker)}materials/{mine.key}/")
    assert b"".join(fetched) == PDF
    assert fetched["Content-Disposition"].startswith("attachment")
    assert Client().get(f"{page(speaker)}materials/{theirs.key}/").status_code == 404
    send(speaker, remove=[str(mine.key), str(theirs.key), "nonsense"])

    assert list(Material.objects.all()) == [theirs]


def test_wrong_old_and_replaced_links_are_not_found(speaker):
    old = page(speaker)
    invite_speaker(speaker=speaker, **WHO)
    speaker.refresh_from_db()

    for link in (old, "/speaking/forged/", "/speaking/a:b/", page(speaker)[:-3] + "xx/"):
        assert Client().get(link).status_code == 404
        assert Client().post(link, {"name": "X"}).status_code == 404
    with time_machine.travel(speaker.occurrence.ends_at + timedelta(days=91), tick=False):
        assert Client().get(page(speaker)).status_code == 404


def test_material_is_for_one_of_their_own_sessions(speaker):
    foreign = make_session(speaker.occurrence, "Andres", after=60)
    second = make_session(speaker.occurrence, "Mer", after=120, speakers=[speaker])

    assert send(speaker, file=upload(), session=foreign.pk).status_code == 422
    send(speaker, file=upload(), session=second.pk)

    assert Material.objects.get().session == second


@pytest.mark.parametrize("number", [1, 12])
def test_own_page_costs_the_same_however_much_there_is(number):
    occurrence = make_occurrence()
    speaker = make_speaker(occurrence)
    for index in range(number):
        make_session(occurrence, f"Økt {index}", after=index * 10, speakers=[speaker])
        make_material(occurrence, PDF + b"%%EOF" * index, speaker=speaker)
    Client().get(page(speaker))

    with count_queries() as asked:
        Client().get(page(speaker))

    assert len(asked) <= 12, asked
