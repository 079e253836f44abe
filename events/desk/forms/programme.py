"""A programme as coordinators write it: a line for whoever is in a hurry, and a page for each part."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.people.enums import Language
from cms.texts import TextsFormField
from learning.assignments.uploads import most_bytes

from ...enums import Mode
from ...models import Occurrence
from ...programme.domain.materials import Terms
from ...programme.domain.sessions import Part, Slot, Telling
from ...programme.domain.speakers import Profile, Reach
from ...programme.enums import MaterialAccess, SessionKind, SpeakerRole
from ...programme.models import Material, Room, Session, Speaker, Track
from ...programme.photos import photo_field
from ...programme.times import day_in_words
from ...wall_clock import NoSuchTime, moment_of
from .occurrence import IN_ONE
from .widgets import ClockInput, moment_field

LONGEST = 24 * 60
LONGEST_NAME = 200


class SlotForm(forms.Form):
    """When and where. `slot` holds it once the form is clean."""

    day = forms.ChoiceField(label=_("Day"))
    starts = forms.TimeField(label=_("From"), widget=ClockInput())
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=LONGEST, initial=45)
    room = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none(), required=False, empty_label="–")
    track = forms.ModelChoiceField(label=_("Track"), queryset=Track.objects.none(), required=False, empty_label="–")
    slot: Slot | None = None

    def __init__(self, *args: Any, occurrence: Occurrence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.occurrence = occurrence
        self.fields["day"].choices = _days(occurrence, self.initial.get("day", ""))  # type: ignore[attr-defined]
        self.fields["room"].queryset = occurrence.rooms.all()  # type: ignore[attr-defined]
        self.fields["track"].queryset = occurrence.tracks.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not {"day", "starts", "minutes"} <= values.keys():
            return values
        day = date.fromisoformat(values["day"])
        try:
            starts = moment_of(day, values["starts"], self.occurrence.zone, second=False)
        except NoSuchTime:
            self.add_error("starts", _("The clocks go forward past this time on that day."))
            return values
        self.slot = Slot(starts, starts + timedelta(minutes=values["minutes"]), values.get("room"))
        return values


def _days(occurrence: Occurrence, also: str) -> list[tuple[str, str]]:
    """The days of the occurrence; of a session that lies elsewhere, its own as well."""
    zone = occurrence.zone
    first, last = (one.astimezone(zone) for one in (occurrence.starts_at, occurrence.ends_at))
    number = min((last.date() - first.date()).days, 30)
    days = {(first + timedelta(days=one)).date().isoformat(): first + timedelta(days=one) for one in range(number + 1)}
    choices = [(day, day_in_words(moment, zone)) for day, moment in days.items()]
    if not also or also in days:
        return choices
    elsewhere = datetime.combine(date.fromisoformat(also), time(12), tzinfo=zone)
    return [*choices, (also, day_in_words(elsewhere, zone))]


class QuickForm(SlotForm):
    """One line of a programme. Speakers who are not there yet are added by their names."""

    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=SessionKind)
    speakers = forms.CharField(
        label=_("Speakers"), max_length=500, required=False, help_text=_("Names, with commas between them.")
    )
    field_order = ("day", "starts", "minutes", "title", "speakers", "room", "track", "kind")

    def clean_speakers(self) -> str:
        said: str = self.cleaned_data["speakers"]
        if any(len(name) > LONGEST_NAME for name in _names_in(said)):
            raise forms.ValidationError(_("One of the names is too long. Write a comma between two names."))
        return said

    @property
    def names(self) -> list[str]:
        return _names_in(self.cleaned_data["speakers"])

    def telling(self, language: str) -> Telling:
        values = self.cleaned_data
        return Telling({language: values["title"]}, kind=values["kind"], track=values["track"])


def _names_in(said: str) -> list[str]:
    return list(dict.fromkeys(filter(None, map(str.strip, said.split(",")))))


class SessionForm(SlotForm):
    titles = TextsFormField(label=_("Title"), max_length=200, error_messages=IN_ONE)
    descriptions = TextsFormField(label=_("What it is about"), max_length=5000, lines=5, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=SessionKind)
    speakers = forms.ModelMultipleChoiceField(
        label=_("Speakers"), queryset=Speaker.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    chair = forms.ModelChoiceField(
        label=_("Leads the session"), queryset=Speaker.objects.none(), required=False, empty_label="–"
    )
    mode = forms.ChoiceField(label=_("Takes place"), choices=[("", _("As the event")), *Mode.choices], required=False)
    size = forms.IntegerField(label=pgettext_lazy("seats", "Places"), min_value=1, max_value=100_000, required=False)
    field_order = ("titles", "day", "starts", "minutes", "room", "track", "kind", "speakers", "chair", "descriptions")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("speakers", "chair"):
            field: Any = self.fields[name]
            field.queryset = self.occurrence.speakers.all()
            field.label_from_instance = lambda speaker: speaker.name

    @classmethod
    def initial_of(cls, session: Session) -> dict[str, Any]:
        starts = session.starts_at.astimezone(session.occurrence.zone)
        parts = list(session.parts.select_related("speaker"))
        same = ("titles", "descriptions", "kind", "room", "track", "mode", "size")
        return {name: getattr(session, name) for name in same} | {
            "day": starts.date().isoformat(),
            "starts": starts.time(),
            "minutes": int((session.ends_at - session.starts_at).total_seconds() // 60),
            "speakers": [part.speaker for part in parts if part.role == SpeakerRole.SPEAKER],
            "chair": next((part.speaker for part in parts if part.role == SpeakerRole.CHAIR), None),
        }

    @property
    def telling(self) -> Telling:
        same = ("titles", "descriptions", "kind", "track", "mode", "size")
        return Telling(**{name: self.cleaned_data[name] for name in same})

    @property
    def parts(self) -> list[Part]:
        chair = self.cleaned_data["chair"]
        led = [Part(chair, SpeakerRole.CHAIR)] if chair else []
        return led + [Part(one) for one in self.cleaned_data["speakers"] if one != chair]


class RoomForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=100_000, required=False)
    position = forms.IntegerField(label=_("Position in the list"), min_value=0, max_value=1000, required=False)

    @classmethod
    def initial_of(cls, room: Room) -> dict[str, Any]:
        return {name: getattr(room, name) for name in cls.base_fields}


class TrackForm(forms.Form):
    names = TextsFormField(label=_("Name"), max_length=80, error_messages=IN_ONE)
    position = forms.IntegerField(label=_("Position in the list"), min_value=0, max_value=1000, required=False)

    @classmethod
    def initial_of(cls, track: Track) -> dict[str, Any]:
        return {name: getattr(track, name) for name in cls.base_fields}


class SpeakerForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, required=False, help_text=_("Never shown. They are asked at this address.")
    )
    language = forms.ChoiceField(label=_("Language of mails to them"), choices=Language)
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    biographies = TextsFormField(label=_("About the speaker"), max_length=3000, lines=5, required=False)
    photo = photo_field(_("New photo"))
    photo_rights = forms.BooleanField(
        label=_("Who has the right to the photo has said that we may show it in the programme."), required=False
    )
    photo_credit = forms.CharField(label=_("Who took the photo"), max_length=200, required=False)
    without_photo = forms.BooleanField(label=_("Take the photo away"), required=False)

    @classmethod
    def initial_of(cls, speaker: Speaker) -> dict[str, Any]:
        of_the_photo = {"photo", "photo_rights", "without_photo"}
        return {name: getattr(speaker, name) for name in cls.base_fields if name not in of_the_photo}

    def clean_photo(self) -> Any:
        photo = self.cleaned_data["photo"]
        if photo and photo.size > most_bytes():
            raise forms.ValidationError(_("The photo is too large."))
        return photo

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("photo") and not values["photo_rights"]:
            self.add_error("photo_rights", _("Ask whether we may show the photo first. Then choose it again."))
        return values

    @property
    def profile(self) -> Profile:
        same = ("name", "organisation", "biographies", "photo_credit")
        return Profile(**{name: self.cleaned_data[name] for name in same})

    def reach(self, speaker: Speaker | None) -> Reach:
        values = self.cleaned_data
        return Reach(values["email"], values["language"], speaker.user if speaker else None)


class MaterialForm(forms.Form):
    """New material, or who may have what is there."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    session = forms.ModelChoiceField(
        label=_("Session"), queryset=Session.objects.none(), required=False, empty_label=_("All of it")
    )
    file = forms.FileField(label=_("File"), required=False)
    url = forms.URLField(label=_("Or a link"), max_length=1000, required=False, assume_scheme="https")
    access = forms.ChoiceField(label=_("For whom"), choices=MaterialAccess, initial=MaterialAccess.ATTENDEES)
    open_from = moment_field(_("Open from"), help_text=_("Leave empty for when the event is over."))
    shown = forms.BooleanField(label=_("Looked at: show it"), required=False, initial=True)

    def __init__(self, *args: Any, occurrence: Occurrence, material: Material | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = occurrence.sessions.all()  # type: ignore[attr-defined]
        for name in ("title", "session", "file", "url") if material else ("shown",):
            del self.fields[name]

    @classmethod
    def initial_of(cls, material: Material) -> dict[str, Any]:
        return {"access": material.access, "open_from": material.open_from, "shown": bool(material.shown_since)}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if "file" in self.fields and not self.errors and bool(values["file"]) == bool(values["url"]):
            self.add_error("file", _("Choose a file, or write a link."))
        return values

    @property
    def terms(self) -> Terms:
        return Terms(self.cleaned_data["access"], self.cleaned_data["open_from"])
