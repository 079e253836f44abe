"""The programme of an occurrence: a table by time with a line to add to it, and a page for each of its parts."""

from typing import Any

from django.contrib.messages import error as say_error
from django.contrib.messages import success
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from learning.assignments.file_checks import FileRefused

from ...models import Occurrence
from ...programme.domain import materials, publishing, rooms, sessions, speakers
from ...programme.models import Material, Room, Session, Speaker, Track
from ...programme.views.materials import file_response
from ..forms.programme import MaterialForm, QuickForm, RoomForm, SessionForm, SpeakerForm, TrackForm
from ..programme_table import programme_table
from .base import FormPage, OfOccurrence
from .tickets import PartPage


def programme_page(occurrence: Occurrence) -> str:
    return reverse("events_admin:programme", args=[occurrence.pk])


class ProgrammeView(OfOccurrence, FormPage):
    """Sent without a button's word, the line at the bottom is added, and the next begins where it ends."""

    template_name = "desk/programme.html"
    form_class = QuickForm
    page_title = _("Programme")
    verb_words = _("Add")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "occurrence": self.occurrence}

    def get_initial(self) -> dict[str, Any]:
        """Where the session ends that was written last."""
        last = self.occurrence.sessions.order_by("-created_at", "-pk").first()
        begins = (last.ends_at if last else self.occurrence.starts_at).astimezone(self.occurrence.zone)
        return {"day": begins.date().isoformat(), "starts": begins.time()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **programme_table(self.occurrence)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        do = {"publish": self.publish, "shift": self.shift}.get(request.POST.get("do", ""))
        return do() if do else super().post(request, *args, **kwargs)

    @transaction.atomic
    def form_valid(self, form: QuickForm) -> HttpResponse:
        who: dict[str, Any] = {"by": self.request.user, "at": self.at}
        parts = [sessions.Part(self._speaker(name, who)) for name in form.names]
        telling = form.telling(self.request.user.language)
        assert form.slot is not None  # a valid form has one
        sessions.add_session(occurrence=self.occurrence, slot=form.slot, telling=telling, parts=parts, **who)
        success(self.request, _now("It is added. Readers see it when you publish."))
        return redirect(f"{programme_page(self.occurrence)}#add")

    def _speaker(self, name: str, who: dict[str, Any]) -> Speaker:
        there = self.occurrence.speakers.filter(name__iexact=name).first()
        if there:
            return there
        return speakers.add_speaker(occurrence=self.occurrence, profile=speakers.Profile(name), **who)

    def publish(self) -> HttpResponse:
        try:
            version = publishing.publish_programme(occurrence=self.occurrence, by=self.request.user, at=self.at)
        except publishing.ConsentMissing as missing:
            names = ", ".join(one.name for one in missing.speakers)
            say_error(self.request, _now("Not published: these have not said yes: %(names)s.") % {"names": names})
        except publishing.NothingToPublish:
            say_error(self.request, _now("There is nothing to publish yet."))
        except publishing.NothingChanged:
            success(self.request, _now("Readers see all of it already."))
        else:
            success(self.request, _now("Version %(number)d is published.") % {"number": version.number})
        return redirect(programme_page(self.occurrence))

    def shift(self) -> HttpResponse:
        days = sessions.days_off(self.occurrence, list(self.occurrence.sessions.all()))
        sessions.shift_programme(occurrence=self.occurrence, days=days, by=self.request.user, at=self.at)
        success(self.request, _now("The programme has moved along. Readers see it when you publish."))
        return redirect(programme_page(self.occurrence))


class ProgrammePart(PartPage):
    """A part of a programme; the way back leads to the table."""

    template_name = "desk/programme_part.html"

    @property
    def page_url(self) -> str:
        return programme_page(self.occurrence)


class SessionView(ProgrammePart):
    model = Session
    form_class = SessionForm
    new_words, change_words = _("New session"), _("Change the session")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "occurrence": self.occurrence}

    def keep(self, form: SessionForm) -> None:
        about: dict[str, Any] = {"telling": form.telling, "parts": form.parts, **self.who}
        assert form.slot is not None  # a valid form has one
        if self.part is None:
            sessions.add_session(occurrence=self.occurrence, slot=form.slot, **about)
            return
        with transaction.atomic():
            sessions.move_session(session=self.part, slot=form.slot, **self.who)
            sessions.change_session(session=self.part, **about)

    def remove(self) -> None:
        sessions.remove_session(session=self.part, **self.who)


class RoomView(ProgrammePart):
    model = Room
    form_class = RoomForm
    new_words, change_words = _("New room"), _("Change the room")

    def keep(self, form: RoomForm) -> None:
        rooms.set_room(occurrence=self.occurrence, room=self.part, **form.cleaned_data, **self.who)

    def remove(self) -> None:
        rooms.remove_room(room=self.part, **self.who)


class TrackView(ProgrammePart):
    model = Track
    form_class = TrackForm
    new_words, change_words = _("New track"), _("Change the track")

    def keep(self, form: TrackForm) -> None:
        rooms.set_track(occurrence=self.occurrence, track=self.part, **form.cleaned_data, **self.who)

    def remove(self) -> None:
        rooms.remove_track(track=self.part, **self.who)


class SpeakerView(ProgrammePart):
    """What is shown of a speaker, and how far they have come: asked, said yes, took it back."""

    model = Speaker
    form_class = SpeakerForm
    template_name = "desk/speaker.html"
    new_words, change_words = _("New speaker"), _("Change the speaker")
    header_icon = "user"

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        do = request.POST.get("do", "")
        return self.step(do) if self.part and do else super().post(request, *args, **kwargs)

    def step(self, do: str) -> HttpResponse:
        try:
            success(self.request, self._done(do))
        except speakers.NoAddress:
            say_error(self.request, _now("Write down an address first."))
        return redirect(self.request.path)

    def _done(self, do: str) -> str:
        if do == "invite":
            speakers.invite_speaker(speaker=self.part, **self.who)
            return _now("They are asked. Links sent before lead nowhere from now on.")
        if do == "consent":
            speakers.give_consent(speaker=self.part, words="told-staff", **self.who)
            return _now("It is written down that they said yes.")
        if do == "withdraw":
            speakers.withdraw_consent(speaker=self.part, **self.who)
            return _now("They are taken out of the published programme.")
        return _now("Nothing was changed.")

    def form_valid(self, form: SpeakerForm) -> HttpResponse:  # type: ignore[override]
        try:
            return super().form_valid(form)
        except FileRefused as refused:
            return self.refuse(form, "photo", refused.reason.label)

    @transaction.atomic
    def keep(self, form: SpeakerForm) -> None:
        about: dict[str, Any] = {"profile": form.profile, "reach": form.reach(self.part), **self.who}
        if self.part is None:
            speaker = speakers.add_speaker(occurrence=self.occurrence, **about)
        else:
            speaker = speakers.change_speaker(speaker=self.part, **about)
        if photo := form.cleaned_data["photo"]:
            speakers.set_photo(speaker=speaker, content=photo.read(), **self.who)
        elif form.cleaned_data["without_photo"]:
            speakers.choose_photo(speaker=speaker, image=None, **self.who)

    def remove(self) -> None:
        speakers.remove_speaker(speaker=self.part, **self.who)


class MaterialView(ProgrammePart):
    model = Material
    form_class = MaterialForm
    new_words, change_words = _("New material"), _("Who may have the material")
    header_icon = "doc-full"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "occurrence": self.occurrence, "material": self.part}

    def form_valid(self, form: MaterialForm) -> HttpResponse:  # type: ignore[override]
        try:
            return super().form_valid(form)
        except FileRefused as refused:
            return self.refuse(form, "file", refused.reason.label)
        except ValidationError as wrong:
            return self.refuse(form, "url", wrong.messages[0])

    def keep(self, form: MaterialForm) -> None:
        if self.part:
            shown = form.cleaned_data["shown"]
            materials.show_material(material=self.part, shown=shown, terms=form.terms, **self.who)
            return
        values = form.cleaned_data
        about: dict[str, Any] = {"occurrence": self.occurrence, "terms": form.terms, **self.who}
        about |= {"title": values["title"], "session": values["session"]}
        if values["file"]:
            materials.add_file(upload=values["file"], **about)
        else:
            materials.add_link(url=values["url"], **about)

    def remove(self) -> None:
        materials.remove_material(material=self.part, **self.who)


class MaterialFileView(OfOccurrence, FormPage):
    """What a speaker has handed in, for whoever is to look at it."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        found = get_object_or_404(Material, pk=kwargs["part"], occurrence=self.occurrence)
        return redirect(found.url) if found.url else file_response(found)
