"""Speakers: added, asked, and what they say of themselves. Consent is theirs, dated, and taken back in one step."""

import io
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.images import ImageFile
from django.db import IntegrityError, transaction
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Collection

from cms import audit
from cms.people.emails import check_email
from cms.people.models import User
from cms.texts import Texts
from events.models import Occurrence

from .. import mails
from ..models import Material, Speaker
from ..photos import tidy_photo
from .publishing import take_out

# The wording they say yes to; a new one gets a new name, and those who said yes to the old stay.
CONSENT_WORDS = "2026-11"
COLLECTION = "Speakers"


class AddressTaken(Exception):
    """Another speaker of this occurrence has this address."""


class NoAddress(Exception):
    """Nobody can be asked by mail without one."""


class NameMissing(Exception):
    """A speaker has a name."""


@dataclass(frozen=True)
class Profile:
    """What is shown of a speaker."""

    name: str
    organisation: str = ""
    biographies: Texts = field(default_factory=dict)
    photo_credit: str = ""


@dataclass(frozen=True)
class Reach:
    """How the staff reaches them; shown to nobody else. Raises nothing: `add_speaker` looks at the address."""

    email: str = ""
    language: str = "nb"
    user: User | None = None


NOWHERE = Reach()


@transaction.atomic
def add_speaker(
    *, occurrence: Occurrence, profile: Profile, reach: Reach = NOWHERE, by: User | None, at: datetime
) -> Speaker:
    """Raises NameMissing, WrongEmail, AddressTaken."""
    speaker = Speaker(occurrence=occurrence, created_at=at)
    _set_profile(speaker, profile)
    _set_reach(speaker, reach)
    _save(speaker)
    audit.record(speaker, action="programme.add_speaker", by=by, at=at, occurrence=occurrence.pk)
    return speaker


@transaction.atomic
def change_speaker(
    *, speaker: Speaker, profile: Profile, reach: Reach | None = None, by: User | None, at: datetime
) -> Speaker:
    """What readers see of it comes with the next version. Raises NameMissing, WrongEmail, AddressTaken."""
    row = _locked(speaker)
    _set_profile(row, profile)
    if reach is not None:
        _set_reach(row, reach)
    _save(row)
    audit.record(row, action="programme.change_speaker", by=by, at=at, occurrence=row.occurrence_id)
    return row


@transaction.atomic
def save_own_profile(*, speaker: Speaker, profile: Profile, by: User | None, at: datetime) -> Speaker:
    """What a speaker has written by their link. Raises NameMissing."""
    row = change_speaker(speaker=speaker, profile=profile, by=by, at=at)
    row.saved_at = at
    row.save(update_fields=["saved_at"])
    return row


@transaction.atomic
def remove_speaker(*, speaker: Speaker, by: User | None, at: datetime) -> None:
    """Out of the published programme as well. What they handed in goes too."""
    from .materials import remove_material

    row = _locked(speaker)
    take_out(row)
    for material in row.materials.all():
        remove_material(material=material, by=by, at=at)
    _drop_photo(row)
    audit.record(row, action="programme.remove_speaker", by=by, at=at, occurrence=row.occurrence_id)
    row.delete()


@transaction.atomic
def invite_speaker(*, speaker: Speaker, by: User | None, at: datetime) -> Speaker:
    """Send the link to their own page; links sent before lead nowhere from now on. Raises NoAddress."""
    row = _locked(speaker)
    if not row.email:
        raise NoAddress(row.pk)
    row.invited_at, row.link_key = at, uuid.uuid4()
    row.reminded_at, row.reminders = None, 0
    row.save(update_fields=["invited_at", "link_key", "reminded_at", "reminders"])
    mails.speaker_invited(row, at=at)
    audit.record(row, action="programme.invite_speaker", by=by, at=at, occurrence=row.occurrence_id)
    return row


# --- Consent ---------------------------------------------------------------------------------------


@transaction.atomic
def give_consent(*, speaker: Speaker, by: User | None, at: datetime, words: str = CONSENT_WORDS) -> Speaker:
    """They may stand in the published programme, from the next version on. Said once: the first day stays.

    `words` is the wording, or how they said it where the staff writes it down ("by-mail"); the log tells the two apart.
    """
    row = _locked(speaker)
    if row.consented_at is None:
        row.consented_at, row.consent_words, row.withdrawn_at = at, words, None
        row.save(update_fields=["consented_at", "consent_words", "withdrawn_at"])
        action = "programme.consent" if words == CONSENT_WORDS else "programme.note_consent"
        audit.record(row, action=action, by=by, at=at, occurrence=row.occurrence_id)
    return row


@transaction.atomic
def withdraw_consent(*, speaker: Speaker, by: User | None, at: datetime) -> Speaker:
    """Take them out of every version of the programme, at once, and hide what they handed in. The photo they sent goes.

    Their sessions stay in the programme, without them.
    """
    row = _locked(speaker)
    row.consented_at, row.consent_words, row.withdrawn_at = None, "", at
    _drop_photo(row)
    row.save()
    Material.objects.filter(speaker=row).update(shown_since=None)
    audit.record(row, action="programme.withdraw", by=by, at=at, occurrence=row.occurrence_id, versions=take_out(row))
    return row


# --- Photo -----------------------------------------------------------------------------------------


@transaction.atomic
def set_photo(*, speaker: Speaker, content: bytes, by: User | None, at: datetime) -> Speaker:
    """Keep a picture that the speaker, or staff for them, has sent and said that we may show. Raises FileRefused.

    Where it was taken and by which camera is not kept: the picture is drawn anew.
    """
    row = _locked(speaker)
    picture = tidy_photo(content)
    _drop_photo(row)
    # As a file that can be measured: Wagtail reads width and height when it is assigned.
    file = ImageFile(io.BytesIO(picture), name=f"speaker-{uuid.uuid4().hex}.jpg")
    image = get_image_model().objects.create(title=f"Speaker {row.pk}", collection=_collection(), file=file)
    row.photo, row.photo_is_own, row.photo_rights_at = image, True, at
    row.save(update_fields=["photo", "photo_is_own", "photo_rights_at"])
    audit.record(row, action="programme.set_photo", by=by, at=at, occurrence=row.occurrence_id)
    return row


@transaction.atomic
def choose_photo(*, speaker: Speaker, image: AbstractImage | None, by: User | None, at: datetime) -> Speaker:
    """A picture of the library, whose rights the staff has seen to; None takes the one there is away."""
    row = _locked(speaker)
    if row.photo_id == (image.pk if image else None):
        return row
    _drop_photo(row)
    row.photo, row.photo_is_own, row.photo_rights_at = image, False, at if image else None
    row.save(update_fields=["photo", "photo_is_own", "photo_rights_at"])
    audit.record(row, action="programme.set_photo", by=by, at=at, occurrence=row.occurrence_id)
    return row


def _drop_photo(speaker: Speaker) -> None:
    """Let go of it; one that was sent for this goes with its file and all that was made of it."""
    image, own = speaker.photo, speaker.photo_is_own
    speaker.photo, speaker.photo_is_own, speaker.photo_rights_at = None, False, None
    if image and own:
        speaker.save(update_fields=["photo", "photo_is_own", "photo_rights_at"])
        image.delete()


def _collection() -> Collection:
    found = Collection.objects.filter(name=COLLECTION).first()
    return found or Collection.get_first_root_node().add_child(name=COLLECTION)


# --- Their rows ------------------------------------------------------------------------------------


def _locked(speaker: Speaker) -> Speaker:
    rows = Speaker.objects.select_for_update(of=("self",))
    return rows.select_related("occurrence__series", "photo", "user").get(pk=speaker.pk)


def _set_profile(speaker: Speaker, profile: Profile) -> None:
    if not profile.name.strip():
        raise NameMissing
    values: Mapping[str, object] = {
        "name": profile.name.strip(),
        "organisation": profile.organisation.strip(),
        "biographies": profile.biographies,
        "photo_credit": profile.photo_credit.strip(),
    }
    for name, value in values.items():
        setattr(speaker, name, value)


def _set_reach(speaker: Speaker, reach: Reach) -> None:
    speaker.email = check_email(reach.email) if reach.email else ""
    speaker.language, speaker.user = reach.language, reach.user


def _save(speaker: Speaker) -> None:
    try:
        with transaction.atomic():
            speaker.save()
    except IntegrityError:
        raise AddressTaken(speaker.pk) from None
