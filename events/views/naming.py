"""Saying who comes: by who ordered, by a link for one place, by a link for all places without a name."""

from collections.abc import Callable, Sequence
from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib.messages import success
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms import clock
from cms.people.models import User

from ..booking_hooks import ticket_panels
from ..booking_reads import booking_view, takes_names
from ..domain.naming import changes_hands
from ..domain.orders import Named
from ..domain.reconfirming import reconfirm
from ..domain.signing_up import name_quietly, take_unnamed
from ..domain.stepping_back import step_back
from ..enums import LIVE_STATES, PlaceState, Retention
from ..models import Answer, Place, Question
from ..place_links import booking_with_share_token, place_token, place_with_token
from ..signing_up.people import PersonForm, RenameForm
from ..signing_up.questions import initial_answers
from ..signing_up.refusals import KNOWN, words_of

# Writes down who comes: called with person=, by= and at=.
Write = Callable[..., Place]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, token: str) -> HttpResponse:
    """A ticket, and the name and answers on it."""
    own = _place(token)
    open_to_name = takes_names(own.occurrence, at=clock.now())
    panels = ticket_panels.render(request, place=own)
    return answer_naming(request, own, back=request.path, open_to_name=open_to_name, own_link=True, panels=panels)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def come(request: HttpRequest, token: str) -> HttpResponse:
    """Do you still come? Yes and no are buttons; nothing happens by looking."""
    own = _place(token)
    if request.method != "POST":
        return render(request, "events/come.html", {"place": own, "occurrence": own.occurrence})
    by = request.user if isinstance(request.user, User) and own.user_id == request.user.pk else None
    verb, said = (step_back, "no") if request.POST.get("do") == "no" else (reconfirm, "yes")
    try:
        verb(place=own, by=by, at=clock.now())
    except KNOWN as refused:
        context = {"place": own, "occurrence": own.occurrence, "refused": words_of(refused)}
        return render(request, "events/come.html", context, status=HTTPStatus.CONFLICT)
    return render(request, "events/come.html", {"place": own, "occurrence": own.occurrence, "said": said})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the group's link takes the next place without a name."""
    booking = booking_with_share_token(token)
    if booking is None:
        raise Http404
    view = booking_view(booking, at=clock.now())
    if not view.unnamed or not view.may_name:
        about = {"occurrence": booking.occurrence, "too_late": bool(view.unnamed)}
        return render(request, "events/no_place_left.html", about, status=HTTPStatus.GONE)
    write = partial(take_unnamed, booking=booking)
    return answer_naming(request, view.unnamed[0], back="", open_to_name=True, write=write)


def answer_naming(
    request: HttpRequest,
    own: Place,
    *,
    back: str,
    open_to_name: bool,
    own_link: bool = False,
    panels: Any = (),
    write: Write | None = None,
) -> HttpResponse:
    """Show a place with the form for who comes on it, or take the form and `write` it."""
    if own.state not in LIVE_STATES and not own_link:
        raise Http404
    open_to_name = open_to_name and own.state in LIVE_STATES
    questions = list(Question.objects.filter(occurrence=own.occurrence_id))
    typed = request.POST if request.method == "POST" else None
    kind = RenameForm if own.name and not own_link else PersonForm
    form = kind(typed, questions=questions, needs_name=True, initial=_initial(own, questions, own_link=own_link))
    if typed is not None and open_to_name and form.is_valid():
        try:
            write = write or partial(name_quietly, place=own)
            return _name(request, own, form, back=back, own_link=own_link, write=write)
        except KNOWN as refused:
            form.add_error(None, words_of(refused))
    context = {
        "place": own,
        "occurrence": own.occurrence,
        "form": form,
        "back": back,
        "open_to_name": open_to_name,
        "ticket": bool(back) and own.state == PlaceState.CONFIRMED,
        "own_link": own_link,
        "panels": panels,
    }
    return render(request, "events/place.html", context)


def _name(
    request: HttpRequest, own: Place, form: PersonForm, *, back: str, own_link: bool, write: Write
) -> HttpResponse:
    user = request.user if isinstance(request.user, User) else None
    person = _person(own, form, user, own_link=own_link)
    handed_over = changes_hands(own, person)
    named = write(person=person, by=user, at=clock.now())
    if handed_over and back == request.path:
        return render(request, "events/handed_over.html", {"place": named, "occurrence": own.occurrence})
    success(request, _("It is written down who comes."))
    return redirect(back or "place", *([] if back else [place_token(named)]))


def _person(own: Place, form: PersonForm, user: User | None, *, own_link: bool) -> Named:
    """Whoever fills a place in for themselves is linked to it; the same person stays so."""
    cleaned = form.cleaned_data
    email = cleaned["email"]
    same = isinstance(form, RenameForm) and form.is_same
    if same:
        email, linked = own.email, own.user
    elif own.user and email.lower() == own.user.email.lower():
        linked = own.user
    else:
        linked = user if user and email.lower() == user.email.lower() else None
    return Named(
        name=cleaned["name"],
        email=email,
        user=linked,
        is_assistant=cleaned["is_assistant"],
        answers=form.answers,
        consents=form.consents,
        is_same=same,
        seen=_seen(form.questions, own_link=own_link),
    )


def _seen(questions: Sequence[Question], *, own_link: bool) -> frozenset[str]:
    """Whose earlier answers the form showed: what was told about needs is shown to the person alone."""
    return frozenset(str(one.key) for one in questions if own_link or one.retention != Retention.SENSITIVE)


def _initial(own: Place, questions: list[Question], *, own_link: bool) -> dict[str, Any]:
    """Whoever ordered sees neither the address nor what was told about needs."""
    values: dict[str, Any] = {"name": own.name, "is_assistant": own.is_assistant}
    if own_link:
        values["email"] = own.email
    if not questions or not own.name:
        return values
    answers: list[Any] = list(Answer.objects.filter(place=own))
    needs = list(own.needs.all()) if own_link else []
    return values | initial_answers(questions, [*answers, *needs], consents=bool(needs))


def _place(token: str) -> Place:
    found = place_with_token(token)
    if found is None:
        raise Http404
    return found
