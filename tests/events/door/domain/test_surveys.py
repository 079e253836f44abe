"""Surveys of those who came: planned at the desk, asked once, guests by a link."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from cms.mail.models import OutboxMessage
from events.door.domain.attendance import correct_attendance, settle_attendance
from events.door.domain.surveys import (
    AlreadyAsked,
    AlreadyPlanned,
    NotHeld,
    NotPublished,
    ask_those_who_came,
    plan_survey,
    surveys_due,
    take_back_survey,
    usual_moment,
)
from events.door.models import AttendeeSurvey
from events.enums import OccurrenceState
from learning.surveys.domain.asking import leave_alone, mails_due, write_mail
from learning.surveys.links import link_token
from learning.surveys.models import Occasion, Respondent
from learning.surveys.occasions import title_of
from tests.factories.door import OVER, make_coordinator, make_day, make_guest, scan
from tests.factories.events import make_place
from tests.factories.people import make_user
from tests.factories.surveys import make_survey, publish

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ASKED = OVER + DAY


def planned(occurrence, *, survey=None, ask_at=None, **fields):
    survey = survey or make_survey()
    publish(survey)
    ask_at = ask_at or usual_moment(occurrence)
    return plan_survey(occurrence=occurrence, survey=survey, ask_at=ask_at, by=make_coordinator(), at=OVER, **fields)


def settled(*people):
    """A day that is over, these came."""
    occurrence = make_day()
    for person in people:
        scan(make_place(occurrence.categories.first(), user=person))
    settle_attendance(occurrence=occurrence, by=make_coordinator(), at=OVER)
    return occurrence


def ask(row, at=ASKED):
    return ask_those_who_came(planned_id=row.pk, at=at)


def test_assistant_who_came_has_nobody_else_asked():
    ingrid, occurrence = make_user("Ingrid Moen", email="ingrid@example.org"), make_day()
    make_guest(occurrence, user=ingrid, email=ingrid.email)
    scan(make_guest(occurrence, "Tor Vik", email=ingrid.email, is_assistant=True))
    settle_attendance(occurrence=occurrence, by=make_coordinator(), at=OVER)

    assert ask(planned(occurrence)) == 0
    assert Respondent.objects.count() == 0


def test_who_came_is_asked_once_and_nobody_else():
    ingrid = make_user("Ingrid Moen")
    occurrence = make_day()
    scan(make_place(occurrence.categories.first(), user=ingrid))
    make_place(occurrence.categories.first(), user=make_user("Stein Borte"))
    settle_attendance(occurrence=occurrence, by=make_coordinator(), at=OVER)
    row = planned(occurrence)

    ask(row)
    ask(row)

    assert [one.user for one in Respondent.objects.all()] == [ingrid]
    occasion = Occasion.objects.get()
    assert occasion.deadline_at == ASKED + 10 * DAY
    assert title_of(occasion.kind, occasion.key).startswith(occurrence.title)


def test_nobody_is_asked_before_the_moment_or_before_it_is_settled():
    occurrence = make_day()
    scan(make_guest(occurrence))
    row = planned(occurrence)

    assert surveys_due(at=ASKED) == []
    settle_attendance(occurrence=occurrence, by=make_coordinator(), at=OVER)
    assert surveys_due(at=row.ask_at - DAY) == []
    assert surveys_due(at=ASKED) == [row.pk]
    ask(row)
    assert surveys_due(at=ASKED) == []


def test_usual_moment_is_the_morning_after():
    occurrence = make_day()
    moment = usual_moment(occurrence).astimezone(occurrence.zone)

    assert moment.hour == 9
    assert moment.date() - occurrence.ends_at.astimezone(occurrence.zone).date() == DAY


def test_who_is_corrected_into_the_list_is_asked_too(django_capture_on_commit_callbacks):
    occurrence = settled(make_user("Ingrid Moen"))
    row = planned(occurrence)
    ask(row)
    late = make_guest(occurrence, "Kari", email="kari@example.org")

    with time_machine.travel(ASKED, tick=False), django_capture_on_commit_callbacks(execute=True):
        correct_attendance(place=late, came=True, reason="Sto i køen", by=make_coordinator(), at=ASKED)

    assert Respondent.objects.get(email="kari@example.org").occasion == AttendeeSurvey.objects.get(pk=row.pk).occasion


def test_mail_comes_once_with_one_reminder():
    occurrence = settled(make_user("Ingrid Moen", email="ingrid@example.org"))
    ask(planned(occurrence))
    for day in range(14):
        for pk in mails_due(at=ASKED + day * DAY):
            write_mail(respondent_id=pk, at=ASKED + day * DAY)

    kinds = list(OutboxMessage.objects.filter(to_address="ingrid@example.org").values_list("kind", flat=True))
    assert sorted(kinds) == ["surveys/mail/asked", "surveys/mail/reminder"]


def test_plan_is_refused_where_it_makes_no_sense():
    occurrence, survey = make_day(), make_survey()
    about = {"survey": survey, "ask_at": OVER, "by": make_coordinator(), "at": OVER}
    with pytest.raises(NotPublished):
        plan_survey(occurrence=occurrence, **about)
    planned(occurrence, survey=survey)
    with pytest.raises(AlreadyPlanned):
        plan_survey(occurrence=occurrence, **about)
    with pytest.raises(NotHeld):
        plan_survey(occurrence=make_day(state=OccurrenceState.CANCELLED), **about)


def test_plan_is_taken_back_until_people_are_asked():
    occurrence = settled(make_user("Ingrid Moen"))
    by = make_coordinator()
    take_back_survey(planned=planned(occurrence), by=by, at=OVER)
    assert not AttendeeSurvey.objects.exists()

    row = planned(occurrence)
    ask(row)
    with pytest.raises(AlreadyAsked):
        take_back_survey(planned=row, by=by, at=ASKED)


# --- Guests ----------------------------------------------------------------------------------------


def asked_guest(**fields):
    occurrence = make_day()
    scan(make_guest(occurrence, "Kari", email="Kari@Example.org"))
    settle_attendance(occurrence=occurrence, by=make_coordinator(), at=OVER)
    ask(planned(occurrence, survey=make_survey(**fields)))
    return Respondent.objects.get()


def test_guest_answers_by_a_link_without_signing_in():
    guest = asked_guest()
    write_mail(respondent_id=guest.pk, at=ASKED)
    token = link_token(guest)
    message = OutboxMessage.objects.get()
    assert (message.kind, message.to_address) == ("surveys/mail/asked_by_link", "kari@example.org")
    assert f"/surveys/answer/{token}/no-thanks/" in message.text

    client, key = Client(headers={"accept-language": "en"}), guest.occasion.version.content["questions"][0]["key"]
    with time_machine.travel(ASKED, tick=False):
        page = client.get(f"/surveys/answer/{token}/")
        assert page.status_code == 200
        sent = client.post(f"/surveys/answer/{token}/", {"do": "send", "version": 1, f"q-{key}": "4"})
    assert sent.status_code == 302, sent.content.decode()
    assert sent["Location"] == f"/surveys/answer/{token}/thanks/"
    guest.refresh_from_db()
    assert guest.answered


def test_guest_who_says_no_is_not_reminded_and_looking_changes_nothing():
    guest = asked_guest()
    write_mail(respondent_id=guest.pk, at=ASKED)
    address = f"/surveys/answer/{link_token(guest)}/no-thanks/"

    Client().get(address)
    assert Respondent.objects.get().mail_due_at
    Client().post(address)
    assert Respondent.objects.get().mail_due_at is None
    leave_alone(respondent=guest, at=ASKED)


def test_link_is_dead_once_the_address_is_forgotten():
    guest = asked_guest()
    token = link_token(guest)
    Respondent.objects.update(email="")

    assert Client().get(f"/surveys/answer/{token}/").status_code == 404
    assert Client().get(f"/surveys/answer/{token[:-1]}/").status_code == 404


def test_guest_with_an_account_by_now_is_asked_there():
    occurrence = make_day()
    scan(make_guest(occurrence, "Kari", email="kari@example.org"))
    settle_attendance(occurrence=occurrence, by=make_coordinator(), at=OVER)
    kari = make_user("Kari", email="kari@example.org")

    ask(planned(occurrence))

    assert Respondent.objects.get().user == kari
