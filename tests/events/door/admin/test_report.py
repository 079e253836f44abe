"""How many came, over time and by kind of organisation; small groups stay hidden, in files too."""

from datetime import timedelta

import pytest

from events.door.admin.chart import chart_of
from events.door.admin.turnout import Wanted, kinds, kinds_table, survey_means, turnout
from events.door.domain.attendance import settle_attendance
from events.door.domain.surveys import ask_those_who_came, plan_survey
from learning.surveys.domain.occasions import close_occasion
from learning.surveys.models import Occasion
from tests.factories.door import OVER, make_coordinator, make_day, make_door_staff, make_guest, scan
from tests.factories.events import STARTS
from tests.factories.people import make_organisation
from tests.factories.surveys import answer, make_people, make_survey, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("afterwards")]
ALWAYS = (STARTS - timedelta(days=400), STARTS + timedelta(days=400))


def settled(*, came=0, away=0, kind="municipality", **fields):
    occurrence = make_day(**fields)
    house = make_organisation(kind=kind)
    for number in range(came):
        scan(make_guest(occurrence, f"Kom {number}", organisation=house), at=occurrence.starts_at)
    for number in range(away):
        make_guest(occurrence, f"Borte {number}", organisation=house)
    settle_attendance(occurrence=occurrence, by=make_coordinator(), at=OVER)
    return occurrence


def test_turnout_counts_what_is_settled_in_the_period():
    occurrence = settled(came=3, away=1)
    make_day(people=5)

    (found,) = turnout(Wanted(None, *ALWAYS))
    assert (found.occurrence, found.confirmed, found.came, found.absent_percent) == (occurrence, 4, 3, 25)
    assert turnout(Wanted(None, OVER, OVER + timedelta(days=1))) == []
    assert [column.percent for column in chart_of([found]).columns] == [75]


def test_kinds_with_few_people_are_counted_together():
    occurrence = settled(came=6)
    for number in range(2):
        scan(make_guest(occurrence, f"Fylke {number}", organisation=make_organisation(kind="county_authority")))

    found = kinds(Wanted(None, *ALWAYS))

    assert "county_authority" not in [one.kind for one in found.shown]
    assert not any(2 in row for row in kinds_table(found))


def test_page_and_files_for_coordinators_alone(client, coordinator):
    settled(came=6, away=2)
    asked = f"first={STARTS:%Y-01-01}&last={STARTS:%Y-12-31}"

    page = client.get(f"/admin/events/after/?{asked}")
    assert page.status_code == 200
    assert "6 of 8 with a place came" in page.content.decode()
    table = b"".join(client.get(f"/admin/events/after/?{asked}&export=csv")).decode()
    assert ";8;6;25" in table
    assert b"".join(client.get(f"/admin/events/after/?{asked}&table=kinds&export=xlsx")).startswith(b"PK")

    client.force_login(make_door_staff())
    assert client.get("/admin/events/after/").status_code in {302, 403}


def test_days_in_the_wrong_order_are_said_at_their_field(client, coordinator):
    page = client.get("/admin/events/after/?first=2027-05-01&last=2027-01-01")

    assert page.status_code == 422
    assert "This day is before the first" in page.content.decode()


def test_answers_of_a_series_compare_from_time_to_time():
    occurrence, survey = settled(came=1), make_survey()
    publish(survey)
    row = plan_survey(occurrence=occurrence, survey=survey, ask_at=OVER, by=make_coordinator(), at=OVER)
    ask_those_who_came(planned_id=row.pk, at=OVER)
    occasion = Occasion.objects.get()
    for person in make_people(5):
        answer(occasion, person, 4, at=OVER)
    assert survey_means([occurrence])[1] == []

    close_occasion(occasion=occasion, by=None, at=OVER + timedelta(days=1))
    columns, (asked,) = survey_means([occurrence])
    assert columns == [occurrence]
    assert asked.means[0].endswith("(5)")


def test_survey_is_planned_and_taken_back_at_the_desk(client, coordinator):
    occurrence, survey = settled(came=1), make_survey()
    publish(survey)
    address = f"/admin/events/after/{occurrence.pk}/survey/"

    assert client.get(address).status_code == 200
    assert client.post(address, {"survey": survey.pk, "day": "2020-13-45"}).status_code == 422
    client.post(address, {"survey": survey.pk, "day": f"{OVER:%Y-%m-%d}"})
    page = client.get(f"/admin/events/{occurrence.pk}/").content.decode()
    assert "asks those who came from" in page

    planned = occurrence.attendee_surveys.get()
    client.post(f"{address}{planned.pk}/take-back/")
    assert not occurrence.attendee_surveys.exists()


def test_certificates_are_awarded_from_the_desk_with_hours_and_progress(
    client, coordinator, django_capture_on_commit_callbacks
):
    occurrence = settled(came=2)
    page = client.get(f"/admin/events/{occurrence.pk}/").content.decode()
    assert f"/check-in/{occurrence.uid}/certificates/" in page

    with django_capture_on_commit_callbacks(execute=True):
        said = {"title": "Fagdag", "basis_text": "Deltok", "hours": "6", "least_percent": 0, "least_minutes": 0}
        started = client.post(f"/check-in/{occurrence.uid}/certificates/", {**said, "do": "award"})
    page = client.get(started["Location"]).content.decode()
    assert "Not awarded" in page
    assert occurrence.awards.get().state == "finished"
