"""A speaker's own page, by the link in their mail: profile, photo, consent and material. No account is needed."""

from typing import Any
from uuid import UUID

from django.contrib.messages import info, success
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms import clock
from events.models import Occurrence
from events.words import span_in_words
from learning.assignments.file_checks import FileRefused
from learning.assignments.uploads import most_bytes

from ..domain import materials, speakers
from ..forms.own_page import OwnPageForm
from ..links import LinkUnknown, speaker_with
from ..models import Material, Session, Speaker
from ..queries import sessions_of
from .materials import file_response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_page(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing; every button saves all that was written."""
    speaker = _speaker(token)
    language = get_language() or "nb"
    if request.method != "POST":
        form = OwnPageForm(speaker=speaker, language=language, initial=OwnPageForm.initial_of(speaker, language))
        return _page(request, speaker, form)
    if _withdraws(request):
        # Before anything else is looked at: nothing that is wrong beside it keeps anybody in the programme.
        speakers.withdraw_consent(speaker=speaker, **_who(request, speaker))
        info(request, _("You are taken out of the published programme. You can say yes again whenever you like."))
        speaker = _speaker(token)
    form = OwnPageForm(request.POST, request.FILES, speaker=speaker, language=language)
    if not form.is_valid():
        return _page(request, speaker, form, status=422)
    _save(request, speaker, form)
    if form.errors:
        return _page(request, _speaker(token), form, status=422)
    if not _withdraws(request):
        success(request, _("Saved. You can come back and change it."))
    return redirect(request.path)


@never_cache
@require_safe
def own_material(request: HttpRequest, token: str, key: UUID) -> HttpResponseBase:
    """What they handed in themselves."""
    found = get_object_or_404(Material, key=key, speaker=_speaker(token))
    return redirect(found.url) if found.url else file_response(found)


def _speaker(token: str) -> Speaker:
    try:
        return speaker_with(token, at=clock.now())
    except LinkUnknown:
        raise Http404 from None


def _withdraws(request: HttpRequest) -> bool:
    return request.POST.get("do") == "withdraw"


def _who(request: HttpRequest, speaker: Speaker) -> dict[str, Any]:
    return {"by": request.user if request.user == speaker.user else None, "at": clock.now()}


def _save(request: HttpRequest, speaker: Speaker, form: OwnPageForm) -> None:
    """Words first, so that they are kept whatever becomes of the files; what is refused stands in the form's errors."""
    who = _who(request, speaker)
    speakers.save_own_profile(speaker=speaker, profile=form.profile, **who)
    if not _withdraws(request):
        if form.cleaned_data.get("consent"):
            speakers.give_consent(speaker=speaker, **who)
        _take_photo(speaker, form, who)
    _take_material(speaker, form, who)
    for one in _theirs(speaker, request.POST.getlist("remove")):
        materials.remove_material(material=one, **who)


def _take_photo(speaker: Speaker, form: OwnPageForm, who: dict[str, Any]) -> None:
    photo = form.cleaned_data["photo"]
    if not photo:
        return
    if not form.cleaned_data["photo_rights"]:
        form.add_error("photo_rights", _("Say that we may show the photo, and choose it again. The rest is saved."))
        return
    if photo.size > most_bytes():
        form.add_error("photo", _("The photo is too large. The rest is saved."))
        return
    try:
        speakers.set_photo(speaker=speaker, content=photo.read(), **who)
    except FileRefused as refused:
        form.add_error("photo", refused.reason.label)


def _take_material(speaker: Speaker, form: OwnPageForm, who: dict[str, Any]) -> None:
    values = form.cleaned_data
    about: dict[str, Any] = {"occurrence": speaker.occurrence, "session": form.for_session, "speaker": speaker}
    about |= {"title": values["title"], **who}
    try:
        if values["file"]:
            materials.add_file(upload=values["file"], **about)
        if values["url"]:
            materials.add_link(url=values["url"], **about)
    except FileRefused as refused:
        form.add_error("file", refused.reason.label)
    except ValidationError as wrong:
        form.add_error("url", wrong)


def _theirs(speaker: Speaker, keys: list[str]) -> list[Material]:
    return [one for one in speaker.materials.all() if str(one.key) in keys]


def _page(request: HttpRequest, speaker: Speaker, form: OwnPageForm, *, status: int = 200) -> HttpResponse:
    spoken = [
        one for one in sessions_of(speaker.occurrence) if any(part.speaker_id == speaker.pk for part in one.parts.all())
    ]
    about = {
        "speaker": speaker,
        "occurrence": speaker.occurrence,
        "form": form,
        "sessions": [_row(one, speaker.occurrence) for one in spoken],
        "materials": list(speaker.materials.select_related("session")),
    }
    return render(request, "programme/own_page.html", about, status=status)


def _row(session: Session, occurrence: Occurrence) -> dict[str, Any]:
    when = span_in_words(session.starts_at, session.ends_at, occurrence.zone)
    return {"title": session.title, "when": when, "room": session.room}
