"""What programmes hold of a person: who spoke, what they handed in, and who wrote the programme."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.privacy.answers import Answer, PersonalFile, Rows, Subject, delete_rows, names_nobody, register, stays
from cms.privacy.purposes import CONSENT, Purpose, register_purpose
from cms.privacy.retention import ANONYMISED, Rule, empty, retain

from .domain.materials import remove_material
from .domain.speakers import remove_speaker
from .models import Material, ProgrammeVersion, SessionSpeaker, Speaker

register_purpose(
    Purpose(
        "speaking",
        _("Speaking at events"),
        _("Your name, where you work, words about you and your photo in a programme, and what you hand in."),
        CONSENT,
        _("Your address until four months after the event. The programme until you take your yes back."),
        _("Everybody, once you have said yes. Your address: the coordinators of the centre."),
        66,
    )
)


def forget_speakers(rows: Rows, subject: Subject, at: datetime) -> int:
    """Out of every version of the programme, with photo and material."""
    speakers = list(rows)
    for speaker in speakers:
        remove_speaker(speaker=speaker, by=None, at=at)
    return len(speakers)


def forget_materials(rows: Rows, subject: Subject, at: datetime) -> int:
    materials = list(rows)
    for material in materials:
        remove_material(material=material, by=None, at=at)
    return len(materials)


def handed_in(subject: Subject) -> Iterator[PersonalFile]:
    theirs = Q(speaker__user=subject.user)
    for address in subject.addresses:
        theirs |= Q(speaker__email__iexact=address)
    for one in Material.objects.filter(theirs).exclude(file="").order_by("pk"):
        yield PersonalFile(f"speaking/{one.pk}-{one.name}", partial(_bytes_of, one))


def _bytes_of(material: Material) -> bytes:
    with material.file.open("rb") as opened:
        content: bytes = opened.read()
        return content


def addresses_of_what_is_over(before: datetime) -> Rows:
    return Speaker.objects.filter(occurrence__ends_at__lt=before).exclude(email="")


register(
    Answer(
        Material,
        purpose="speaking",
        by=("speaker__user",),
        by_address=("speaker__email",),
        also=("speaker",),
        columns=("title", "url", "name", "size", "added_at"),
        erase=forget_materials,
        files=handed_in,
        order=80,
    ),
    Answer(
        Material,
        purpose="editing",
        by=("added_by",),
        columns=("title", "added_at"),
        erase=stays,
        theirs=False,
    ),
    Answer(
        SessionSpeaker,
        purpose="speaking",
        by=("speaker__user",),
        by_address=("speaker__email",),
        columns=("session__titles", "session__starts_at", "role"),
        words={"session__titles": _("title"), "session__starts_at": _("starts")},
        erase=delete_rows,
        order=90,
    ),
    Answer(
        Speaker,
        purpose="speaking",
        by=("user",),
        by_address=("email",),
        columns=(
            *("occurrence__series__titles", "occurrence__starts_at", "name", "email", "organisation", "biographies"),
            *("photo_credit", "invited_at", "consented_at", "withdrawn_at"),
        ),
        words={"occurrence__series__titles": _("title"), "occurrence__starts_at": _("starts")},
        also=("name", "photo"),
        erase=forget_speakers,
    ),
    Answer(
        ProgrammeVersion,
        purpose="editing",
        by=("published_by",),
        columns=("occurrence__series__titles", "number", "published_at"),
        words={"occurrence__series__titles": _("title")},
        erase=stays,
        theirs=False,
    ),
)
names_nobody("What a room is called.", "programme.room.name")
names_nobody("The name of a file, which goes with the file.", "programme.material.name")

retain(
    Rule(
        "programme.speakers",
        Speaker,
        _("Addresses of speakers, once the event is over"),
        ANONYMISED,
        due=addresses_of_what_is_over,
        act=empty(email=""),
    ),
)
