"""Who comes on a place: named later, or somebody else instead."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from cms import audit
from cms.people.models import User

from ..codes import new_code
from ..enums import LIVE_STATES
from ..models import Place, Question
from ..signals import place_handed_over, places_confirmed
from .answers import AnswerMissing, forget_answers, keep_answers, sort_answers
from .bookings import AlreadyHasPlace
from .moves import NotPossibleNow, TooLate
from .new_places import fill
from .orders import Named
from .room import hold
from .same_person import otherwise_there, proved_addresses

NAMED = ("user", "name", "email", "organisation", "is_assistant", "code")


def name_place(*, place: Place, person: Named, by: User | None, at: datetime, staff: bool = False) -> Place:
    """Say who comes. It claims no room, so it works when all is full. A ticket that changes hands gets a new code, and
    the answers of who had it go; the same person keeps theirs, but for what is answered anew.

    Raises NotPossibleNow for a place that no longer lives, TooLate after the last day for names unless staff do it,
    AlreadyHasPlace, AnswerMissing, AnswerNotGood, ConsentMissing.
    """
    try:
        with transaction.atomic():
            return _name(place, person, by=by, at=at, staff=staff)
    except IntegrityError as error:
        if "place_once_for_a_person" not in str(error):
            raise
        raise AlreadyHasPlace([person.address.lower()]) from None


def _name(place: Place, person: Named, *, by: User | None, at: datetime, staff: bool) -> Place:
    _refuse_other_address(place, person, at=at)
    fresh = _nameable(place, at=at, staff=staff)
    questions = list(Question.objects.filter(occurrence=fresh.occurrence_id))
    before, is_named = (fresh.name, fresh.email), bool(fresh.name or fresh.email or fresh.user_id)
    handed_over = changes_hands(fresh, person)
    keeps = is_named and not handed_over
    whole = person.is_somebody and not (person.is_assistant or staff or keeps)
    answers = sort_answers(questions, person.answers, consents=person.consents, whole=whole)
    _refuse_taking_out(questions, person, keeps=keeps and not (person.is_assistant or staff))
    fill(fresh, person, fresh.booking.organisation)
    if handed_over:
        fresh.code = new_code()
    fresh.save(update_fields=NAMED)
    forget_answers(fresh, _to_replace(questions, person) if keeps else None)
    keep_answers([(fresh, answers)], occurrence=fresh.occurrence, by=by, at=at)
    audit.record(fresh, action="events.name_place", by=by, at=at, booking=fresh.booking_id)
    _announce(fresh, before if handed_over else None, at=at)
    return fresh


def _refuse_other_address(place: Place, person: Named, *, at: datetime) -> None:
    """Somebody who has a place by another address of theirs gets no second one. Raises AlreadyHasPlace.

    Asked again under the lock under which people book.
    """
    if person.is_assistant or not proved_addresses([person.address.lower()], [person.user.pk] if person.user else []):
        return
    hold(place.occurrence_id, at=at)
    if there := otherwise_there(place.occurrence_id, [person], besides=place.pk):
        raise AlreadyHasPlace(there)


def _to_replace(questions: Sequence[Question], person: Named) -> list[Question]:
    """What the same person answers anew, or has seen and left empty."""
    keys = {str(key) for key in person.answers} | person.seen
    return [question for question in questions if str(question.key) in keys]


def _refuse_taking_out(questions: Sequence[Question], person: Named, *, keeps: bool) -> None:
    """What must be answered is not taken out again. Raises AnswerMissing."""
    answered = {str(key) for key, value in person.answers.items() if value not in (None, "", [])}
    gone = [one.key for one in questions if one.is_compulsory and str(one.key) in person.seen - answered]
    if keeps and gone:
        raise AnswerMissing(gone)


def changes_hands(place: Place, person: Named) -> bool:
    """Whether the ticket goes from one person to another; a name that is put right is the same person."""
    if not (place.name or place.email or place.user_id):
        return False
    if person.is_other:
        return True
    if person.is_same and place.email.lower() in {"", person.address.lower()}:
        return False
    if place.user_id and person.user:
        return place.user_id != person.user.pk
    if place.email:
        return place.email.lower() != person.address.lower()
    return bool(person.address) or place.name.lower() != person.shown_name.lower()


def _nameable(place: Place, *, at: datetime, staff: bool) -> Place:
    rows = Place.objects.select_for_update(of=("self",)).select_related("booking__organisation", "occurrence")
    fresh = rows.get(pk=place.pk)
    if fresh.state not in LIVE_STATES:
        raise NotPossibleNow(fresh.state)
    until = fresh.occurrence.names_until or fresh.occurrence.starts_at
    if not staff and at >= until:
        raise TooLate(until)
    return fresh


def _announce(place: Place, before: tuple[str, str] | None, *, at: datetime) -> None:
    if before:
        told = {"place": place, "former_name": before[0], "former_email": before[1], "at": at}
        transaction.on_commit(lambda: place_handed_over.send_robust(Place, **told), robust=True)
    if place.confirmed_at:
        transaction.on_commit(lambda: places_confirmed.send_robust(Place, places=[place], at=at), robust=True)
