from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from PIL import Image

from cms.mail.models import OutboxMessage
from cms.people.emails import WrongEmail
from events.programme.domain.materials import MOST_OF_A_SPEAKER, Terms, add_link, remove_material, show_material
from events.programme.domain.speakers import (
    AddressTaken,
    NameMissing,
    NoAddress,
    Profile,
    Reach,
    change_speaker,
    choose_photo,
    give_consent,
    invite_speaker,
    set_photo,
)
from events.programme.links import LinkUnknown, speaker_token, speaker_with
from events.programme.models import Material
from learning.assignments.file_checks import FileRefused
from tests.factories.events import AT, make_occurrence
from tests.factories.media import make_image
from tests.factories.pictures import a_photo
from tests.factories.programme import WHO, make_material, make_session, make_speaker

pytestmark = pytest.mark.django_db


def test_asking_sends_a_link_and_makes_older_ones_lead_nowhere():
    speaker = make_speaker(email="ingrid@example.org", consents=False)

    asked = invite_speaker(speaker=speaker, **WHO)
    first = speaker_token(asked)
    assert speaker_with(first, at=AT) == speaker
    again = invite_speaker(speaker=speaker, **WHO)

    with pytest.raises(LinkUnknown):
        speaker_with(first, at=AT)
    mails = OutboxMessage.objects.order_by("pk")
    assert [mail.to_address for mail in mails] == ["ingrid@example.org"] * 2
    assert f"/speaking/{speaker_token(again)}/" in mails[1].text
    assert again.state == "invited"


@pytest.mark.parametrize("token", ["", "forged", "eyJhIjoxfQ:abc", "1:2:3"])
def test_forged_links_are_not_found(token):
    with pytest.raises(LinkUnknown):
        speaker_with(token, at=AT)


def test_link_ends_some_time_after_the_occurrence():
    speaker = make_speaker()
    over = speaker.occurrence.ends_at

    assert speaker_with(speaker_token(speaker), at=over + timedelta(days=89)) == speaker
    with pytest.raises(LinkUnknown):
        speaker_with(speaker_token(speaker), at=over + timedelta(days=91))


def test_nobody_is_asked_without_an_address_and_no_address_is_there_twice():
    occurrence = make_occurrence()
    make_speaker(occurrence, email="ingrid@example.org")
    other = make_speaker(occurrence, "Kari")

    with pytest.raises(NoAddress):
        invite_speaker(speaker=other, **WHO)
    with pytest.raises(AddressTaken):
        change_speaker(speaker=other, profile=Profile("Kari"), reach=Reach("INGRID@example.org"), **WHO)
    with pytest.raises(WrongEmail):
        change_speaker(speaker=other, profile=Profile("Kari"), reach=Reach("ingrid@"), **WHO)
    with pytest.raises(NameMissing):
        change_speaker(speaker=other, profile=Profile(" "), **WHO)
    assert make_speaker(make_occurrence(), email="ingrid@example.org").pk


def test_consent_keeps_its_first_day():
    speaker = make_speaker()

    again = give_consent(speaker=speaker, by=None, at=AT + timedelta(days=3))

    assert (again.consented_at, again.consent_words) == (AT, "2026-11")


def test_photo_is_drawn_anew_and_replaced_with_its_file():
    speaker = make_speaker()

    first = set_photo(speaker=speaker, content=a_photo(), **WHO).photo
    first.file.close()
    name, storage = first.file.name, first.file.storage
    with storage.open(name) as opened, Image.open(opened) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (80, 60), {})
    with pytest.raises(FileRefused):
        set_photo(speaker=speaker, content=b"<svg xmlns='http://www.w3.org/2000/svg'/>", **WHO)
    assert speaker.__class__.objects.get().photo == first

    library = make_image()
    chosen = choose_photo(speaker=speaker, image=library, **WHO)
    assert (chosen.photo, chosen.photo_is_own, chosen.photo_rights_at) == (library, False, AT)
    choose_photo(speaker=speaker, image=None, **WHO)
    assert library.__class__.objects.filter(pk=library.pk).exists()
    assert not library.__class__.objects.filter(pk=first.pk).exists()


def test_material_of_a_speaker_waits_to_be_looked_at():
    speaker = make_speaker()
    session = make_session(speaker.occurrence, speakers=[speaker])
    handed_in = make_material(speaker.occurrence, speaker=speaker, session=session)
    ours = make_material(speaker.occurrence)

    assert (handed_in.shown_since, ours.shown_since) == (None, AT)
    assert (handed_in.name, handed_in.mime) == ("lysark.pdf", "application/pdf")
    assert make_material(speaker.occurrence, speaker=speaker, session=session) == handed_in
    shown = show_material(material=handed_in, shown=True, terms=Terms("everybody", AT), **WHO)
    assert (shown.shown_since, shown.access, shown.open_from) == (AT, "everybody", AT)


@pytest.mark.parametrize("content", [b"", b"MZ\x00\x00program", b"<html><script>x</script></html>", b"%PDF-1.4 half"])
def test_files_that_are_not_what_they_should_be_are_refused(content):
    with pytest.raises(FileRefused):
        make_material(make_occurrence(), content)
    assert Material.objects.count() == 0


def test_too_large_too_many_and_no_addresses_are_refused():
    speaker = make_speaker()
    about = {"occurrence": speaker.occurrence, "speaker": speaker, **WHO}
    with pytest.raises(FileRefused):
        make_material(speaker.occurrence, b"%PDF-" + b"x" * (settings.ASSIGNMENT_FILE_MB * 1024 * 1024))
    for number in range(MOST_OF_A_SPEAKER):
        add_link(url=f"https://example.org/{number}", **about)
    with pytest.raises(FileRefused):
        add_link(url="https://example.org/more", **about)
    for wrong in ("javascript:alert(1)", "file:///etc/passwd", "slides"):
        with pytest.raises(ValidationError):
            add_link(url=wrong, **about)


def test_material_goes_with_its_file(django_capture_on_commit_callbacks):
    material = make_material(make_occurrence())
    storage, name = material.file.storage, material.file.name
    assert storage.exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        remove_material(material=material, **WHO)

    assert not storage.exists(name)
