"""How far an occurrence has come, as readers meet it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from cms.people.roles import COORDINATOR
from events import seeing
from events.domain.quotas import set_quota
from events.enums import OccurrenceState, PlaceState
from events.faces import Phase, faces_of, phase_of
from events.seeing import may_see, seen_among
from tests.factories.events import AT, STARTS, make_category, make_occurrence, make_place, make_series
from tests.factories.people import make_holder_of, make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("fields", "free", "at", "phase"),
    [
        ({"state": "draft"}, None, AT, Phase.DRAFT),
        ({"state": "announced"}, None, AT, Phase.SAVE_THE_DATE),
        ({"state": "open", "opens_at": AT + HOUR}, 5, AT, Phase.SOON),
        ({"state": "open", "opens_at": AT}, 5, AT, Phase.OPEN),
        ({"state": "open"}, None, AT, Phase.OPEN),
        ({"state": "open"}, 0, AT, Phase.WAITING),
        ({"state": "open", "waiting": "none"}, 0, AT, Phase.FULL),
        ({"state": "open", "closes_at": AT}, 5, AT, Phase.CLOSED),
        ({"state": "open"}, 5, STARTS, Phase.CLOSED),
        ({"state": "closed"}, None, AT, Phase.CLOSED),
        ({"state": "closed"}, None, STARTS + 6 * HOUR, Phase.HELD),
        ({"state": "announced"}, None, STARTS + 6 * HOUR, Phase.HELD),
        ({"state": "done"}, None, STARTS + 6 * HOUR, Phase.HELD),
        ({"state": "postponed"}, None, STARTS + 6 * HOUR, Phase.POSTPONED),
        ({"state": "cancelled"}, None, AT, Phase.CANCELLED),
    ],
)
def test_phase_of_state_clock_and_places(fields, free, at, phase):
    assert phase_of(make_occurrence(**fields), free=free, at=at) == phase


def test_every_state_has_a_phase():
    for state in OccurrenceState:
        assert phase_of(make_occurrence(state=state), free=None, at=AT) in Phase


def test_full_once_the_last_place_is_taken():
    category = make_category(size=1)
    occurrence = category.occurrence
    before = faces_of([occurrence], at=AT)[0]
    make_place(category)
    after = faces_of([occurrence], at=AT)[0]

    assert (before.phase, before.free) == (Phase.OPEN, 1)
    assert (after.phase, after.free) == (Phase.WAITING, 0)


@pytest.mark.parametrize("size", [3, 30])
def test_faces_cost_the_same_at_any_size(size):
    rows = [make_category(size=5).occurrence for _ in range(size)]

    with count_queries() as asked:
        faces_of(rows, at=AT)

    assert len(asked) == 2, asked  # counts, categories with their quotas; nothing has a page


# --- Who may know ----------------------------------------------------------------------------------


def members_meeting(**fields):
    return make_occurrence(make_series("network", members_only=True), **fields)


def test_everybody_knows_of_what_is_public_without_being_asked_for():
    occurrence = make_occurrence()

    with count_queries() as asked:
        assert may_see(AnonymousUser(), occurrence)
    assert asked == []


def test_draft_is_for_who_runs_events():
    draft = make_occurrence(state="draft")
    place = make_place(make_category(draft), user=make_user())

    assert may_see(make_holder_of(COORDINATOR), draft)
    assert not may_see(place.user, draft)
    assert not may_see(AnonymousUser(), draft)


def test_members_meeting_is_for_members_and_who_has_a_place(monkeypatch):
    occurrence = members_meeting()
    category = make_category(occurrence)
    guest = make_place(category, user=make_user()).user
    gone = make_place(category, user=make_user(), state=PlaceState.CANCELLED).user
    member = make_user("Member")
    monkeypatch.setattr(seeing, "_sources", [lambda user, series: user == member and series == occurrence.series])

    assert [may_see(user, occurrence) for user in (member, guest, make_holder_of(COORDINATOR))] == [True] * 3
    assert [may_see(user, occurrence) for user in (gone, make_user(), AnonymousUser())] == [False] * 3


@pytest.mark.parametrize("size", [3, 30])
def test_many_meetings_are_looked_through_at_once(size):
    user, series = make_user(), make_series("network", members_only=True)
    rows = [make_occurrence(series) for _ in range(size)]
    make_place(make_category(rows[1]), user=user)

    with count_queries() as asked:
        assert seen_among(user, rows) == [rows[1]]
    assert len(asked) == 3, asked  # the person's groups, their networks, their places


@pytest.mark.parametrize(("shared", "online", "in_room"), [(False, 100, 59), (True, None, 159)])
def test_free_places_in_the_room_and_online_are_told_apart_unless_they_have_a_limit_in_common(shared, online, in_room):
    occurrence = make_occurrence(mode="hybrid")
    room, net = make_category(occurrence, size=60), make_category(occurrence, name="Nett", mode="online", size=100)
    make_place(room)
    if shared:
        set_quota(occurrence=occurrence, name="Alle", size=500, categories=[room, net], by=None, at=AT)

    face = faces_of([occurrence], at=AT)[0]

    assert (face.free, face.online, face.in_room) == (159, online, in_room)
