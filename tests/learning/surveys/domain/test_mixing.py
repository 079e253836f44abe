"""Two who answer at the same moment, on the real database; and what happens without the lock."""

import pytest

from learning.surveys.domain.answering import AlreadyAnswered, submit_answers
from learning.surveys.models import Response
from tests.factories.people import make_user
from tests.factories.surveys import AT, make_occasion, respondent_of
from tests.races import at_once, take_away_locks

pytestmark = pytest.mark.django_db(transaction=True)


def send_twice(*, meet_before):
    person = make_user()
    occasion = make_occasion(people=[person])
    asked = respondent_of(occasion, person)

    def send():
        return submit_answers(respondent=asked, version=occasion.version, answers={}, by=person, at=AT)

    return at_once(send, send, meet_before=meet_before)


def test_person_with_two_tabs_answers_once():
    results = send_twice(meet_before='UPDATE "surveys_respondent"')

    assert sum(isinstance(one, AlreadyAnswered) for one in results) == 1
    assert Response.objects.count() == 1


def test_without_the_lock_the_person_would_answer_twice(monkeypatch):
    take_away_locks(monkeypatch)
    results = send_twice(meet_before='UPDATE "surveys_respondent"')

    assert not any(isinstance(one, AlreadyAnswered) for one in results)
    assert Response.objects.count() == 2


def test_answers_at_the_same_moment_are_all_kept():
    people = [make_user() for _one in range(4)]
    occasion = make_occasion(people=people)

    def sending(person):
        asked = respondent_of(occasion, person)
        return lambda: submit_answers(respondent=asked, version=occasion.version, answers={}, by=person, at=AT)

    results = at_once(*map(sending, people))

    assert [one for one in results if isinstance(one, Exception)] == []
    assert Response.objects.count() == 4
