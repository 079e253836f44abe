"""Saying who comes: by who ordered, and by a link for one place."""

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
from ..booking_reads import takes_names
from ..domain.naming import changes_hands
from ..domain.orders import Named
from ..domain.reconfirming import reconfirm
from ..domain.signing_up import name_quietly
from ..domain.stepping_back import step_back
from ..enums import LIVE_STATES, PlaceState, Retention
from ..models import Answer, Place, Question
from ..place_links import place_token, place_with_token
from ..signing_up.people import PersonForm, RenameForm
from ..signing_up.questions import CONSENT, initial_answers
from ..signing_up.refusals import KNOWN, words_of
from ..signing_up.replacing import TicketForm, ask_anew, is_other_name


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, token: str) -> HttpResponse:
    """A ticket, and the name and answers on it."""
    own = place_with_token(token)
    if own is None:
        return link_over(request)
    open_to_name = takes_names(own.occurrence, at=clock.now())
    panels = ticket_panels.render(request, place=own)
    return answer_naming(request, own, back=request.path, open_to_name=open_to_name, own_link=True, panels=panels)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def come(request: HttpRequest, token: str) -> HttpResponse:
    """Do you still come? Yes and no are buttons; nothing happens by looking."""
    own = place_with_token(token)
    if own is None:
        return link_over(request)
    if request.method != "POST":
        about = {"place": own, "occurrence": own.occurrence, "cannot": "cannot" in request.GET}
        return render(request, "events/come.html", about | {"cost_given_back": pays_for_it(own)})
    by = request.user if isinstance(request.user, User) and own.user_id == request.user.pk else None
    verb, said = (step_back, "no") if request.POST.get("do") == "no" else (reconfirm, "yes")
    try:
        verb(place=own, by=by, at=clock.now())
    except KNOWN as refused:
        context = {"place": own, "occurrence": own.occurrence, "refused": words_of(refused)}
        return render(request, "events/come.html", context, status=HTTPStatus.CONFLICT)
    return render(request, "events/come.html", {"place": own, "occurrence": own.occurrence, "said": said})


def answer_naming(
    request: HttpRequest, own: Place, *, back: str, open_to_name: bool, own_link: bool = False, panels: Any = ()
) -> HttpResponse:
    """Show a place with the form for who comes on it, or take the form."""
    if own.state not in LIVE_STATES and not own_link:
        raise Http404
    open_to_name = open_to_name and own.state in LIVE_STATES
    typed = request.POST if request.method == "POST" else None
    form = _form(own, typed, own_link=own_link)
    anew = isinstance(form, RenameForm) and form.is_anew
    if typed is not None and open_to_name and form.is_valid():
        if isinstance(form, RenameForm) and _may_be_another(own, form, _person(own, form, None, own_link=own_link)):
            form, anew = ask_anew(form, own), True
        else:
            try:
                return _name(request, own, form, back=back, own_link=own_link)
            except KNOWN as refused:
                form.add_error(None, words_of(refused))
    about = {"form": form, "anew": anew, "back": back, "open_to_name": open_to_name, "own_link": own_link}
    return render(request, "events/place.html", {**about, **_shown(own, form, anew=anew, back=back), "panels": panels})


def _shown(own: Place, form: PersonForm, *, anew: bool, back: str) -> dict[str, Any]:
    return {
        "place": own,
        "occurrence": own.occurrence,
        "is_over": own.state not in LIVE_STATES,
        # The page is held up at the door: what was told about needs is not read over a shoulder.
        "folded": bool(form.initial.get(CONSENT)) and not form.is_bound and not anew,
        "ticket": bool(back) and own.state == PlaceState.CONFIRMED,
    }


def _form(own: Place, typed: Any, *, own_link: bool) -> PersonForm:
    """A place without a name is filled in; one with a name is that person's, or given to another."""
    questions = list(Question.objects.filter(occurrence=own.occurrence_id))
    initial = _initial(own, questions, own_link=own_link)
    about: dict[str, Any] = {"questions": questions, "needs_name": True, "initial": initial}
    if own.name and own_link:
        return TicketForm(typed, own=own, **about)
    return RenameForm(typed, **about) if own.name else PersonForm(typed, **about)


def _may_be_another(own: Place, form: RenameForm, person: Named) -> bool:
    """Answers stand in the form that the person before gave, or another name than theirs: it is asked once more."""
    if form.is_anew:
        return False
    return bool(form.questions) if changes_hands(own, person) else is_other_name(own.name, person.name)


def _name(request: HttpRequest, own: Place, form: PersonForm, *, back: str, own_link: bool) -> HttpResponse:
    user = request.user if isinstance(request.user, User) else None
    person = _person(own, form, user, own_link=own_link)
    handed_over = changes_hands(own, person)
    named = name_quietly(place=own, person=person, by=user, at=clock.now())
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
        email = email or own.email
    theirs = own.user and (same or email.lower() == own.user.email.lower())
    linked = own.user if theirs else (user if user and email.lower() == user.email.lower() else None)
    return Named(
        name=cleaned["name"],
        email=email,
        user=linked,
        is_assistant=cleaned["is_assistant"],
        answers=form.answers,
        consents=form.consents,
        is_same=same,
        is_other=cleaned.get("somebody_else", False),
        seen=_seen(form, own_link=own_link),
    )


def _seen(form: PersonForm, *, own_link: bool) -> frozenset[str]:
    """Whose earlier answers the form showed: what was told about needs is shown to the person alone."""
    if isinstance(form, RenameForm) and form.is_anew:
        return frozenset()
    return frozenset(str(one.key) for one in form.questions if own_link or one.retention != Retention.SENSITIVE)


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


def pays_for_it(own: Place) -> bool:
    """Whether whoever comes ordered it themselves, and it costs."""
    return bool(own.price) and own.email.lower() == own.booking.email.lower()


def link_over(request: HttpRequest) -> HttpResponse:
    """A link that opens nothing, or no longer: it says no more than what to do."""
    return render(request, "events/link_over.html", status=HTTPStatus.NOT_FOUND)
