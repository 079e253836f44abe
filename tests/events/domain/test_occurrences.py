import pytest
from django.db import transaction
from wagtail.models import ModelLogEntry

from events.domain import occurrences
from events.domain.changing import ChangedMeanwhile, version_of
from events.domain.details import change_details
from events.domain.occurrences import MoveNotAllowed, NothingChanged, NoTickets, NotOverYet, ReasonMissing
from events.domain.terms import AlreadyEnded, Details, InThePast, SignUp, Where
from events.enums import OCCURRENCE_MOVES, NoticeKind, OccurrenceState
from events.models import Notice, Occurrence
from events.queries import takes_sign_ups
from tests.events.domain.days import DAY, HALL, HOUR, WHEN, WHO, announced, later, made
from tests.factories.events import AT, STARTS, make_category, make_occurrence, make_place

pytestmark = pytest.mark.django_db

# --- States ----------------------------------------------------------------------------------------


def bring(occurrence, state, *, at=AT):
    """By the verb that leads to a state."""
    verbs = {
        "announced": lambda: occurrences.announce(occurrence=occurrence, by=None, at=at),
        "open": lambda: occurrences.open_sign_up(occurrence=occurrence, by=None, at=at),
        "closed": lambda: occurrences.close_sign_up(occurrence=occurrence, by=None, at=at),
        "postponed": lambda: occurrences.postpone(occurrence=occurrence, reason="Snø", by=None, at=at),
        "cancelled": lambda: occurrences.cancel(occurrence=occurrence, reason="Snø", by=None, at=at),
        "done": lambda: occurrences.finish(occurrence=occurrence, by=None, at=STARTS + DAY),
    }
    return verbs[state]()


@pytest.mark.parametrize("before", OccurrenceState)
@pytest.mark.parametrize("after", [state for state in OccurrenceState if state != OccurrenceState.DRAFT])
def test_table_of_states_rules(before, after):
    """Two differ on purpose: what is open closes as it finishes, and what is postponed comes back with a new day."""
    occurrence = make_occurrence(state=before)
    make_category(occurrence)
    allowed = after in OCCURRENCE_MOVES[before]
    if (before, after) == ("open", "done"):
        allowed = True
    if before == "postponed" and after in {"announced", "open"}:
        allowed = False

    if allowed:
        assert bring(occurrence, after).state == after
    else:
        with pytest.raises(MoveNotAllowed):
            bring(occurrence, after)
        occurrence.refresh_from_db()
        assert (occurrence.state, occurrence.sequence) == (before, 0)


def test_steps_leave_a_line_and_what_calendars_hold_of_them_is_announced(heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        occurrence = made()
        for state in ("announced", "open", "closed", "done"):
            occurrence = bring(occurrence, state)

    assert heard == [("draft", 0), ("announced", 1), ("open", 2)]
    assert occurrence.sequence == 2
    lines = ModelLogEntry.objects.filter(object_id=str(occurrence.pk), action__startswith="events.").order_by("pk")
    assert [line.action.partition(".")[2] for line in lines] == [
        *("create_occurrence", "announce", "open_sign_up", "close_sign_up", "finish")
    ]


def test_nothing_is_announced_when_the_change_is_taken_back(heard, django_capture_on_commit_callbacks):
    occurrence = make_occurrence(state="draft")

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        occurrences.announce(occurrence=occurrence, **WHO)
        transaction.set_rollback(True)

    assert heard == []
    occurrence.refresh_from_db()
    assert occurrence.sequence == 0


def test_opening_needs_tickets_and_a_start_ahead():
    with pytest.raises(NoTickets):
        occurrences.open_sign_up(occurrence=made(tickets=None), **WHO)
    with pytest.raises(InThePast):
        occurrences.open_sign_up(occurrence=made(), by=None, at=STARTS)


def test_finishing_waits_for_the_end():
    with pytest.raises(NotOverYet):
        occurrences.finish(occurrence=make_occurrence(state="closed"), by=None, at=STARTS + HOUR)


def test_what_is_over_is_called_held_after_two_days():
    over, young = make_occurrence(), make_occurrence(starts_at=STARTS + DAY)
    draft = make_occurrence(state="draft")

    assert occurrences.finish_what_is_over(at=STARTS + 6 * HOUR + 2 * DAY) == 1

    states = dict(Occurrence.objects.values_list("pk", "state"))
    assert states == {over.pk: "done", young.pk: "open", draft.pk: "draft"}
    assert occurrences.finish_what_is_over(at=STARTS + 6 * HOUR + 2 * DAY) == 0


def test_cancelling_and_postponing_tell_why():
    occurrence = announced()

    for verb in (occurrences.cancel, occurrences.postpone):
        with pytest.raises(ReasonMissing):
            verb(occurrence=occurrence, reason="  ", **WHO)
    occurrences.cancel(occurrence=occurrence, reason=" Smitte i salen ", **WHO)

    notice = Notice.objects.get()
    assert (notice.kind, notice.reason, notice.was_to_start_at) == ("cancelled", "Smitte i salen", STARTS)
    assert not ModelLogEntry.objects.filter(data__icontains="smitte").exists()


def test_cancelled_draft_tells_nobody():
    occurrences.cancel(occurrence=made(), reason="Lagt inn to ganger", **WHO)

    assert Notice.objects.count() == 0


def test_places_stay_as_they_are_when_the_day_is_called_off():
    occurrence = make_occurrence()
    place = make_place(make_category(occurrence))

    occurrences.cancel(occurrence=occurrence, reason="Snø", **WHO)

    place.refresh_from_db()
    assert place.state == "confirmed"


def test_postponed_comes_back_with_a_new_day():
    occurrence = occurrences.postpone(occurrence=announced(), reason="Snø", **WHO)
    assert occurrence.was_to_start_at == STARTS

    occurrence = occurrences.give_new_day(occurrence=occurrence, when=later(), opens=True, **WHO)

    assert (occurrence.state, occurrence.starts_at, occurrence.was_to_start_at) == ("open", STARTS + 7 * DAY, None)
    # The notice of the first change was not out yet: one mail tells of both.
    notice = Notice.objects.get(done_at=None)
    assert (notice.kind, notice.was_to_start_at) == (NoticeKind.NEW_DAY, STARTS)


def test_deadlines_that_passed_while_it_was_postponed_are_those_of_the_new_day():
    terms = SignUp(closes_at=STARTS - 2 * DAY, cancel_until=STARTS - 9 * DAY)
    occurrence = occurrences.postpone(occurrence=announced(details=Details(sign_up=terms)), reason="Snø", **WHO)

    now = STARTS + 2 * DAY
    occurrence = occurrences.give_new_day(occurrence=occurrence, when=later(10), opens=True, by=None, at=now)

    assert takes_sign_ups(occurrence, at=now)
    # Would have passed by the new day as well: until it starts, then.
    assert (occurrence.closes_at, occurrence.cancel_until) == (STARTS + 8 * DAY, None)


# --- Two tabs --------------------------------------------------------------------------------------


def test_what_was_shown_for_another_version_is_refused():
    occurrence = announced()
    shown = version_of(occurrence)
    occurrences.move(occurrence=occurrence, when=later(), where=HALL, by=None, at=AT + HOUR)

    for verb in (occurrences.cancel, occurrences.postpone):
        with pytest.raises(ChangedMeanwhile):
            verb(occurrence=occurrence, reason="Snø", **WHO, seen=shown)
    with pytest.raises(ChangedMeanwhile):
        occurrences.move(occurrence=occurrence, when=later(14), where=HALL, **WHO, seen=shown)

    occurrence.refresh_from_db()
    assert occurrences.cancel(occurrence=occurrence, reason="Snø", **WHO, seen=version_of(occurrence))


# --- Moving ----------------------------------------------------------------------------------------


def test_deadlines_ahead_go_along_with_the_day():
    terms = SignUp(opens_at=AT - DAY, closes_at=STARTS - 7 * DAY, cancel_until=STARTS - 2 * DAY, names_until=AT + DAY)
    occurrence = announced(details=Details(sign_up=terms))

    occurrence = occurrences.move(occurrence=occurrence, when=later(-14), where=HALL, **WHO)

    assert (occurrence.opens_at, occurrence.closes_at) == (AT - DAY, STARTS - 21 * DAY)
    assert occurrence.cancel_until == STARTS - 16 * DAY
    # Would have passed by that: until it starts, then.
    assert occurrence.names_until is None


def test_deadlines_keep_their_time_on_the_wall_over_a_change_day():
    occurrence = announced(details=Details(sign_up=SignUp(closes_at=STARTS - DAY)))

    occurrence = occurrences.move(occurrence=occurrence, when=later(42), where=HALL, **WHO)

    assert occurrence.closes_at == STARTS + 41 * DAY - HOUR


def test_moving_says_where_it_was_and_refuses_what_is_no_move():
    occurrence = announced()
    with pytest.raises(NothingChanged):
        occurrences.move(occurrence=occurrence, when=WHEN, where=HALL, **WHO)

    occurrences.move(occurrence=occurrence, when=WHEN, where=Where(venue="Rådhuset"), **WHO)

    notice = Notice.objects.get()
    assert (notice.kind, notice.was_at, notice.was_to_start_at) == ("moved", "Elvestad kulturhus", STARTS)


def test_draft_moves_without_a_word():
    occurrence = occurrences.move(occurrence=made(), when=later(), where=HALL, **WHO)

    assert (occurrence.sequence, Notice.objects.count()) == (1, 0)


@pytest.mark.parametrize("state", ["done", "cancelled"])
def test_what_has_ended_is_not_changed(state):
    occurrence = make_occurrence(state=state)

    with pytest.raises(AlreadyEnded):
        occurrences.move(occurrence=occurrence, when=later(), where=HALL, **WHO)
    with pytest.raises(AlreadyEnded):
        change_details(occurrence=occurrence, details=Details(), **WHO)
