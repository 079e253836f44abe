"""A pause is declared once, ended once, covers whom it says, and leaves a line in the log."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from cms.clock import timers_paused
from cms.pause.domain.pauses import (
    AlreadyPaused,
    EndsBeforeItStarts,
    PauseIsOver,
    WhomMissing,
    declare_pause,
    end_pause,
)
from cms.pause.models import Pause
from cms.pause.targets import Target
from tests.factories.people import make_admin, make_organisation
from tests.factories.places import make_county, make_municipality
from tests.races import at_once, take_away_locks, without_constraints

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
EVERYBODY = Target("all")


def declare(target=EVERYBODY, *, at=AT, by=None, **values):
    return declare_pause(target=target, reason="Flom", by=by, at=at, **values)


def test_declared_pause_says_whom_why_and_by_whom():
    by, county = make_admin(), make_county("Østerhei")

    pause = declare(Target("county", county=county), by=by)

    pause.refresh_from_db()
    assert (pause.scope, pause.county, pause.target, pause.reason) == ("county", county, f"county:{county.pk}", "Flom")
    assert (pause.starts_at, pause.ends_at, pause.declared_by, pause.covers) == (AT, None, by, "Østerhei")
    line = ModelLogEntry.objects.get(action="pause.declare")
    assert (line.user, line.timestamp, line.data) == (by, AT, {"target": f"county:{county.pk}"})


@pytest.mark.parametrize(
    "target", [Target("municipality"), Target("county"), Target("sector"), Target("organisation"), Target("moon")]
)
def test_pause_needs_somebody_to_cover(target):
    with pytest.raises(WhomMissing):
        declare(target)

    assert not Pause.objects.exists()


def test_what_belongs_to_another_scope_is_left_out():
    pause = declare(Target("sector", sector="health", county=make_county()))

    assert (pause.target, pause.county, pause.sector) == ("sector:health", None, "health")


def test_planned_end_must_be_to_come():
    with pytest.raises(EndsBeforeItStarts):
        declare(ends_at=AT)


def test_pause_is_declared_once_until_it_is_ended():
    first = declare()

    for values in ({}, {"ends_at": AT + HOUR}):
        with pytest.raises(AlreadyPaused):
            declare(at=AT + timedelta(minutes=1), **values)
    end_pause(pause=first, by=None, at=AT + HOUR)
    again = declare(at=AT + 2 * HOUR)

    assert list(Pause.objects.all()) == [again, first]


def test_planned_pause_can_be_made_longer_and_not_shorter():
    declare(ends_at=AT + 2 * HOUR)

    with pytest.raises(AlreadyPaused):
        declare(ends_at=AT + HOUR)
    declare(ends_at=AT + 3 * HOUR)
    declare()

    assert Pause.objects.count() == 3


def test_ended_pause_keeps_who_ended_it_and_cannot_be_ended_again():
    pause, by = declare(), make_admin()

    end_pause(pause=pause, by=by, at=AT + HOUR)
    with pytest.raises(PauseIsOver):
        end_pause(pause=pause, by=None, at=AT + 2 * HOUR)

    pause.refresh_from_db()
    assert (pause.ends_at, pause.ended_by) == (AT + HOUR, by)
    assert ModelLogEntry.objects.filter(action="pause.end").count() == 1


def test_pause_whose_planned_end_has_passed_is_over():
    pause = declare(ends_at=AT + HOUR)

    with pytest.raises(PauseIsOver):
        end_pause(pause=pause, by=None, at=AT + HOUR)


def test_database_refuses_a_pause_of_nobody():
    with pytest.raises(IntegrityError), transaction.atomic():
        Pause.objects.create(scope="county", target="county:1", reason="Flom", starts_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pause.objects.create(scope="all", target="all", reason="Flom", starts_at=AT, ends_at=AT - HOUR)


@pytest.mark.django_db(transaction=True)
def test_two_declare_the_same_pause_at_once():
    outcomes = at_once(declare, declare, meet_before='INSERT INTO "pause_pause"')

    assert sorted(type(one).__name__ for one in outcomes) == ["AlreadyPaused", "Pause"]
    assert Pause.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_would_declare_it_twice_without_the_constraint():
    with without_constraints(Pause, "pause_is_declared_once"):
        at_once(declare, declare, meet_before='INSERT INTO "pause_pause"')

        assert Pause.objects.count() == 2


def end_twice_at_once(pause):
    def work():
        return end_pause(pause=pause, by=None, at=AT + HOUR)

    return at_once(work, work, meet_before='UPDATE "pause_pause"')


@pytest.mark.django_db(transaction=True)
def test_two_end_it_at_once_and_one_line_is_left():
    outcomes = end_twice_at_once(declare())

    assert sorted(type(one).__name__ for one in outcomes) == ["Pause", "PauseIsOver"]
    assert ModelLogEntry.objects.filter(action="pause.end").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_would_both_end_it_without_the_lock(monkeypatch):
    take_away_locks(monkeypatch)

    outcomes = end_twice_at_once(declare())

    assert [type(one).__name__ for one in outcomes] == ["Pause", "Pause"]


# --- Whom it covers ---------------------------------------------------------------------------------


@pytest.fixture
def places():
    """A county with two municipalities, and one county beside it."""
    county, other = make_county("Østerhei"), make_county("Vestervik")
    return {
        "county": county,
        "other": other,
        "skogdal": make_municipality("Skogdal", county=county),
        "elvestad": make_municipality("Elvestad", county=county),
        "havn": make_municipality("Havn", county=other),
    }


def paused_names(organisations):
    return {one.name for one in organisations if timers_paused(organisation_id=one.pk, at=AT)}


@pytest.mark.parametrize(
    ("scope", "named", "covered"),
    [
        ("municipality", "skogdal", {"Skogdal kommune", "Skogdal helse"}),
        ("county", "county", {"Skogdal kommune", "Skogdal helse", "Elvestad", "Statsforvalter"}),
        ("county", "other", {"Havn", "Flyttet"}),
        ("sector", "health", {"Skogdal helse", "Havn"}),
        ("organisation", "Elvestad", {"Elvestad"}),
        ("all", "", {"Skogdal kommune", "Skogdal helse", "Elvestad", "Havn", "Statsforvalter", "Flyttet", "Uten sted"}),
    ],
)
def test_pause_covers_by_municipality_county_sector_and_organisation(
    places, scope, named, covered, django_capture_on_commit_callbacks
):
    organisations = [
        make_organisation("Skogdal kommune", municipality=places["skogdal"]),
        make_organisation("Skogdal helse", municipality=places["skogdal"], sector="health"),
        make_organisation("Elvestad", municipality=places["elvestad"]),
        make_organisation("Havn", municipality=places["havn"], sector="health"),
        make_organisation("Statsforvalter", county=places["county"]),
        # Its own county counts, not its municipality's.
        make_organisation("Flyttet", municipality=places["elvestad"], county=places["other"]),
        make_organisation("Uten sted"),
    ]
    by_name = {one.name: one for one in organisations}
    value = named if scope == "sector" else places.get(named) or by_name.get(named)
    target = Target(scope, **({} if scope == "all" else {scope: value}))

    with django_capture_on_commit_callbacks(execute=True):
        declare(target)

    assert paused_names(organisations) == covered
    assert {one.name for one in target.organisations()} == covered
