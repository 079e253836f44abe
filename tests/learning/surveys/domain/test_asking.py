"""Asking by mail, reminding those alone who have not answered, and standing still in a crisis."""

import pytest
import time_machine
from django.utils import translation

from cms.mail.domain.preferences import unsubscribe
from cms.mail.models import OutboxMessage
from cms.pause.domain.pauses import declare_pause, end_pause
from cms.pause.targets import Target
from learning.surveys.domain.asking import OccasionClosed, ask, mails_due, write_mail
from learning.surveys.domain.occasions import close_occasion
from learning.surveys.models import Respondent
from learning.surveys.tasks import look_after_surveys
from tests.factories.people import make_organisation, make_user
from tests.factories.surveys import AT, DAY, answer, make_occasion, make_people, make_survey, respondent_of, send_out

pytestmark = pytest.mark.django_db


def tick(at, capture):
    with time_machine.travel(at, tick=False), capture(execute=True):
        look_after_surveys()


def kinds_to(person):
    return list(OutboxMessage.objects.filter(to_user=person).order_by("pk").values_list("kind", flat=True))


def test_everybody_asked_gets_one_mail(django_capture_on_commit_callbacks):
    people = make_people(3)
    send_out(make_survey())

    tick(AT, django_capture_on_commit_callbacks)
    tick(AT, django_capture_on_commit_callbacks)

    assert [kinds_to(person) for person in people] == [["surveys/mail/asked"]] * 3


def test_mail_says_what_until_when_and_what_is_promised():
    person = make_people(1)[0]
    occasion = send_out(make_survey(title="Hva trenger dere?", intro={"nb": "Svarene avgjør neste år."}))
    write_mail(respondent_id=respondent_of(occasion, person).pk, at=AT)

    message = OutboxMessage.objects.get(to_user=person)
    asked = respondent_of(occasion, person)
    assert "Hva trenger dere?" in message.subject
    for words in ("Hva trenger dere?", "Svarene avgjør neste år.", "16. november 2026", f"/me/surveys/{asked.pk}/"):
        assert words in message.text
        assert words in message.html
    assert message.category == "reminders"
    assert "/mail/unsubscribe/" in message.text


def test_mail_is_in_the_readers_language():
    person = make_people(1)[0]
    person.language = "en"
    person.save()
    occasion = send_out(make_survey())

    with translation.override("nb"):
        write_mail(respondent_id=respondent_of(occasion, person).pk, at=AT)

    assert "nobody can tell who answered what" in OutboxMessage.objects.get(to_user=person).text


def test_reminders_reach_only_those_who_have_not_answered(django_capture_on_commit_callbacks):
    quick, slow = make_people(2)
    occasion = send_out(make_survey())
    tick(AT, django_capture_on_commit_callbacks)
    answer(occasion, quick, 4, at=AT + DAY)

    for day in range(2, 20):
        tick(AT + day * DAY, django_capture_on_commit_callbacks)

    assert kinds_to(quick) == ["surveys/mail/asked"]
    assert kinds_to(slow) == ["surveys/mail/asked", "surveys/mail/reminder", "surveys/mail/reminder"]


def test_reminders_come_after_a_week_and_two_days_before_the_end(django_capture_on_commit_callbacks):
    person = make_people(1)[0]
    send_out(make_survey(), deadline=14)
    for day in range(15):
        tick(AT + day * DAY, django_capture_on_commit_callbacks)

    sent = OutboxMessage.objects.filter(to_user=person).order_by("pk").values_list("created_at", flat=True)
    assert [(one - AT).days for one in sent] == [0, 7, 12]


def test_short_survey_reminds_once(django_capture_on_commit_callbacks):
    person = make_people(1)[0]
    send_out(make_survey(), deadline=5)
    for day in range(6):
        tick(AT + day * DAY, django_capture_on_commit_callbacks)

    assert kinds_to(person) == ["surveys/mail/asked", "surveys/mail/reminder"]


def test_nobody_is_written_to_in_a_crisis(django_capture_on_commit_callbacks):
    where = make_organisation()
    person = make_people(1, organisation=where)[0]
    occasion = send_out(make_survey())
    with django_capture_on_commit_callbacks(execute=True):
        pause = declare_pause(target=Target("organisation", organisation=where), reason="Flom", by=None, at=AT)
    asked = respondent_of(occasion, person)

    assert not write_mail(respondent_id=asked.pk, at=AT)
    assert mails_due(at=AT) == []
    with django_capture_on_commit_callbacks(execute=True):
        end_pause(pause=pause, by=None, at=AT + DAY)
    assert mails_due(at=AT + DAY) == [asked.pk]
    assert write_mail(respondent_id=asked.pk, at=AT + DAY)


def test_who_unsubscribed_from_reminders_gets_none():
    person = make_people(1)[0]
    unsubscribe(user=person, category="reminders", by=person, at=AT)
    occasion = send_out(make_survey())

    write_mail(respondent_id=respondent_of(occasion, person).pk, at=AT)

    assert OutboxMessage.objects.get(to_user=person).state == "skipped"


def test_closed_survey_writes_to_nobody():
    person = make_people(1)[0]
    occasion = send_out(make_survey())
    asked = respondent_of(occasion, person)
    close_occasion(occasion=occasion, by=None, at=AT)

    assert mails_due(at=AT) == []
    assert not write_mail(respondent_id=asked.pk, at=AT)
    with pytest.raises(OccasionClosed):
        ask(occasion=occasion.__class__.objects.get(), user=make_user(), at=AT)


def test_asking_twice_asks_once():
    person = make_user()
    occasion = make_occasion(people=[person])
    ask(occasion=occasion, user=person, at=AT + DAY)

    assert Respondent.objects.get().asked_at == AT
