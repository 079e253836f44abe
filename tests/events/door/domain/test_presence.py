from datetime import timedelta

import pytest

from events.door.domain.presence import AlreadyApplied, apply_report, check_report, name_key
from events.door.models import CheckIn, PresenceLine
from events.door.queries import who_came
from events.door.report_reader import Attended
from events.enums import PlaceMode, PlaceState
from events.models import Place
from events.signals import joined
from tests.factories.door import OVER, make_coordinator, make_day, make_guest
from tests.factories.events import STARTS
from tests.factories.programme import make_session
from tests.queries import count_queries
from tests.races import at_once

pytestmark = pytest.mark.django_db


def check(day, *people, **fields):
    found = [Attended(row, *one) for row, one in enumerate(people, start=2)]
    return check_report(occurrence=day, people=found, by=make_coordinator(), at=OVER, **fields)


def apply(report, *lines):
    return apply_report(report=report, confirmed={line.pk for line in lines}, by=make_coordinator(), at=OVER)


def lines_of(report):
    return list(report.lines.values_list("name", "match", "problem"))


def test_going_to_the_meeting_is_being_there_once_a_day():
    ingrid = make_guest(make_day(), mode=PlaceMode.ONLINE)

    for minutes in (0, 5):
        joined.send(Place, place=ingrid, at=STARTS + timedelta(minutes=minutes))

    assert list(CheckIn.objects.values_list("source", "result")) == [("join", "ok")]
    assert list(who_came(ingrid.occurrence)) == [ingrid]


def test_lines_are_matched_by_address_then_by_name_and_the_rest_says_why():
    day = make_day()
    make_guest(day, "Åse Ødegård", email="ase@example.org")
    make_guest(day, "Ola Dahl")
    make_guest(day, "Kari Li")
    make_guest(day, "Kari Li")
    make_guest(day, "Per Berg", email="per@example.org")
    make_guest(day, "Gro Ås", email="gro@example.org", state=PlaceState.CANCELLED)

    report = check(
        day,
        ("Å. Ødegård", "ase@example.org", 50),
        ("Dahl, Ola (Gjest)", "", 50),
        ("Kari Li", "", 50),
        ("Gro Ås", "gro@example.org", 50),
        ("", "", 50),
        ("Per Berg", "per@example.org", 3),
        least_minutes=10,
    )

    assert lines_of(report) == [
        ("Å. Ødegård", "email", ""),
        ("Dahl, Ola (Gjest)", "name", ""),
        ("Kari Li", "none", "several"),
        ("Gro Ås", "none", "unknown"),
        ("", "none", "no_name"),
        ("Per Berg", "email", "short"),
    ]
    assert CheckIn.objects.count() == 0


def test_only_names_that_somebody_has_confirmed_are_written_in():
    day = make_day()
    ase, ola = make_guest(day, "Åse Ødegård", email="ase@example.org"), make_guest(day, "Ola Dahl")
    kari = make_guest(day, "Kari Li")
    report = check(day, ("Åse", "ase@example.org", 50), ("Ola Dahl", "", 40), ("Kari Li", "", 30))

    number = apply(report, report.lines.get(name="Ola Dahl"))

    assert number == 2
    assert {place.pk for place in who_came(day)} == {ase.pk, ola.pk}
    assert kari.check_ins.count() == 0
    assert set(CheckIn.objects.values_list("source", "minutes")) == {("import", 50), ("import", 40)}
    assert set(PresenceLine.objects.values_list("name", "email")) == {("", "")}


def test_line_of_another_report_confirms_nothing():
    day, other = make_day(), make_day()
    make_guest(day, "Ola Dahl")
    make_guest(other, "Ola Dahl")
    report, foreign = check(day, ("Ola Dahl", "", 40)), check(other, ("Ola Dahl", "", 40))

    assert apply(report, foreign.lines.get()) == 0
    assert CheckIn.objects.count() == 0


def test_report_of_a_session_counts_for_it_from_when_it_begins():
    day = make_day()
    session = make_session(day, after=90)
    make_guest(day, email="ase@example.org")

    apply(check(day, ("Åse", "ase@example.org", 50), session_key=session.key))

    row = CheckIn.objects.get()
    assert (row.session_key, row.scanned_at) == (session.key, session.starts_at)


def test_report_is_written_in_once():
    day = make_day()
    make_guest(day, email="ase@example.org")
    report = check(day, ("Åse", "ase@example.org", 50))
    apply(report)

    with pytest.raises(AlreadyApplied):
        apply(report)


def test_account_s_address_is_known_too(django_user_model):
    day = make_day()
    user = django_user_model.objects.create_user("jobb@example.org", name="Åse")
    make_guest(day, user=user, email="hjemme@example.org")

    assert lines_of(check(day, ("A", "jobb@example.org", 1))) == [("A", "email", "")]


@pytest.mark.parametrize("people", [1, 30])
def test_check_costs_the_same_for_few_and_many(people):
    day, staff = make_day(people=people), make_coordinator()
    found = [Attended(row, f"Navn {row}", "", 5) for row in range(people)]

    with count_queries() as asked:
        check_report(occurrence=day, people=found, by=staff, at=OVER)

    assert len(asked) == 3, asked


@pytest.mark.django_db(transaction=True)
def test_written_in_by_two_at_once_is_written_in_once():
    day = make_day()
    make_guest(day, email="ase@example.org")
    report, staff = check(day, ("Åse", "ase@example.org", 50)), make_coordinator()

    def send():
        return apply_report(report=report, confirmed=set(), by=staff, at=OVER)

    said = at_once(send, send, meet_before='INSERT INTO "door_checkin"')

    assert [type(one) for one in said if isinstance(one, Exception)] == [AlreadyApplied]
    assert CheckIn.objects.count() == 1


def test_parts_of_a_name_come_in_any_order():
    assert name_key("Nordmann, Ola (Gjest)") == name_key("ola  nordmann") == ("nordmann", "ola")
