from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from events.domain import occurrences, series
from events.domain.changing import ChangedMeanwhile, version_of
from events.domain.occurrences import (
    EndsBeforeStart,
    InThePast,
    MoveNotAllowed,
    NothingChanged,
    NoTickets,
    NotOverYet,
    ReasonMissing,
    TermsOutOfOrder,
)
from events.domain.series import About, TitleMissing, change_series, create_series
from events.domain.terms import AlreadyEnded, Details, SignUp, Tickets, When, Where
from events.enums import OCCURRENCE_MOVES, Mode, NoticeKind, OccurrenceState, VatCode
from events.models import JoinLink, Notice, Occurrence
from events.signals import occurrence_changed
from tests.factories.events import AT, STARTS, make_category, make_occurrence, make_place, make_series

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WHEN = When(starts_at=STARTS, ends_at=STARTS + 6 * HOUR)
HALL = Where(venue="Elvestad kulturhus")
WHO = {"by": None, "at": AT}


def made(**values):
    return occurrences.create_occurrence(
        **{"series": make_series(), "when": WHEN, "where": HALL, **WHO, **values},
    )


def announced(**values):
    return occurrences.announce(occurrence=made(**values), **WHO)


def later(days=7):
    return When(starts_at=STARTS + days * DAY, ends_at=STARTS + days * DAY + 6 * HOUR)


@pytest.fixture
def heard(django_capture_on_commit_callbacks):
    """What was announced after commit: state and sequence of each."""
    said = []

    def listen(sender, occurrence, at, **_):
        said.append((occurrence.state, occurrence.sequence))

    occurrence_changed.connect(listen)
    yield said
    occurrence_changed.disconnect(listen)


# --- Making ----------------------------------------------------------------------------------------


def test_new_occurrence_is_a_draft_with_ticket_quota_and_join_link():
    where = Where(mode=Mode.ONLINE, join_url="https://meet.example.org/abc")
    tickets = Tickets(places=30, price=Decimal(450), vat_code=VatCode.STANDARD)

    occurrence = made(where=where, tickets=tickets, details=Details(titles={"nb": " Angrep "}))

    assert (occurrence.state, occurrence.sequence, occurrence.title_in("nb")) == ("draft", 0, "Angrep")
    category, quota = occurrence.categories.get(), occurrence.quotas.get()
    assert (category.mode, category.price, category.vat_code) == ("online", Decimal(450), "standard")
    assert (quota.size, list(quota.categories.all())) == (30, [category])
    assert set(category.names) == {"nb", "nn", "sv", "en"}
    assert JoinLink.objects.get().url == "https://meet.example.org/abc"


def test_hybrid_occurrence_has_a_ticket_and_a_quota_for_each_way():
    occurrence = made(where=Where(mode=Mode.HYBRID), tickets=Tickets(places=40, online_places=200))

    found = [(one.mode, one.quotas.get().size) for one in occurrence.categories.all()]
    assert found == [("room", 40), ("online", 200)]


def test_times_and_terms_that_do_not_fit_are_refused():
    with pytest.raises(EndsBeforeStart):
        made(when=When(starts_at=STARTS, ends_at=STARTS))
    with pytest.raises(InThePast):
        made(when=When(starts_at=AT - HOUR, ends_at=AT + HOUR))
    for wrong, field in (
        ({"closes_at": STARTS + DAY}, "closes_at"),
        ({"opens_at": STARTS - DAY, "closes_at": STARTS - 2 * DAY}, "closes_at"),
        ({"opens_at": STARTS}, "opens_at"),
        ({"reconfirm_from": STARTS - DAY}, "reconfirm_until"),
        ({"release_silent": True}, "reconfirm_from"),
    ):
        with pytest.raises(TermsOutOfOrder) as refused:
            made(details=Details(sign_up=SignUp(**wrong)))
        assert refused.value.field == field
    assert Occurrence.objects.count() == 0


def test_series_needs_a_title():
    with pytest.raises(TitleMissing):
        create_series(kind="network", about=About(titles={"nb": "  "}), **WHO)

    assert create_series(kind="network", about=About(titles={"sv": "Nätverk "}), **WHO).titles == {"sv": "Nätverk"}


def test_new_title_of_a_series_raises_the_sequence_of_those_called_by_it(heard, django_capture_on_commit_callbacks):
    row = make_series()
    bare, titled = make_occurrence(row), make_occurrence(row, titles={"nb": "Eget"})

    with django_capture_on_commit_callbacks(execute=True):
        change_series(series=row, about=About(titles={"nb": "Nytt"}), **WHO)
        change_series(series=row, about=About(titles={"nb": "Nytt"}, members_only=True), **WHO)

    assert heard == [("open", 1)]
    bare.refresh_from_db()
    titled.refresh_from_db()
    assert (bare.sequence, titled.sequence) == (1, 0)


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
        occurrences.change_details(occurrence=occurrence, details=Details(), **WHO)


def test_details_that_calendars_do_not_hold_leave_the_sequence():
    occurrence = announced()

    changed = occurrences.change_details(
        occurrence=occurrence, details=Details(sign_up=SignUp(closes_at=STARTS - DAY)), by=None, at=AT + HOUR
    )
    assert (changed.sequence, changed.changed_at) == (1, AT + HOUR)

    changed = occurrences.change_details(occurrence=occurrence, details=Details(titles={"nb": "Ny"}), **WHO)
    assert changed.sequence == 2


def test_join_link_is_set_and_taken_away():
    occurrence = made()

    occurrences.set_join_link(occurrence=occurrence, url="https://meet.example.org/x", opens_minutes=30, **WHO)
    assert (occurrence.join_link.url, occurrence.join_link.opens_minutes) == ("https://meet.example.org/x", 30)

    occurrences.set_join_link(occurrence=occurrence, url="", opens_minutes=30, **WHO)
    assert JoinLink.objects.count() == 0


# --- The number calendars go by --------------------------------------------------------------------

STEPS = {
    "announce": lambda one, at: occurrences.announce(occurrence=one, by=None, at=at),
    "open": lambda one, at: occurrences.open_sign_up(occurrence=one, by=None, at=at),
    "close": lambda one, at: occurrences.close_sign_up(occurrence=one, by=None, at=at),
    "postpone": lambda one, at: occurrences.postpone(occurrence=one, reason="Snø", by=None, at=at),
    "cancel": lambda one, at: occurrences.cancel(occurrence=one, reason="Snø", by=None, at=at),
    "new day": lambda one, at: occurrences.give_new_day(occurrence=one, when=later(at.minute), by=None, at=at),
    "move": lambda one, at: occurrences.move(occurrence=one, when=later(at.minute), where=HALL, by=None, at=at),
    "place": lambda one, at: occurrences.move(
        occurrence=one,
        when=When(starts_at=one.starts_at, ends_at=one.ends_at),
        where=Where(venue=f"Sal {at.minute}"),
        by=None,
        at=at,
    ),
    "details": lambda one, at: occurrences.change_details(occurrence=one, details=Details(), by=None, at=at),
    "title": lambda one, at: occurrences.change_details(
        occurrence=one, details=Details(titles={"nb": f"Dag {at.minute}"}), by=None, at=at
    ),
    "series": lambda one, at: series.change_series(
        series=one.series, about=About(titles={"nb": f"Serie {at.minute}"}), by=None, at=at
    ),
}
REFUSED = (MoveNotAllowed, AlreadyEnded, NothingChanged)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=12))
def test_sequence_rises_with_what_calendars_hold_and_never_falls(steps):
    """Whatever is done in whatever order: it rises when people read something else, and only then."""
    with transaction.atomic():
        row = make_occurrence(state="draft", venue="Elvestad kulturhus")
        make_category(row)
        for number, step in enumerate(steps):
            sequence, shown = as_read(row)
            with suppress(*REFUSED), transaction.atomic():
                STEPS[step](reread(row), AT + timedelta(minutes=number + 1))
            after, now_shown = as_read(row)
            assert after == sequence + (now_shown != shown), step
        transaction.set_rollback(True)


def reread(row):
    return Occurrence.objects.select_related("series").get(pk=row.pk)


def as_read(row):
    now = reread(row)
    state = "on" if now.state in ("open", "closed", "done") else now.state
    return now.sequence, (state, now.title_in("nb"), now.starts_at, now.ends_at, now.venue)
