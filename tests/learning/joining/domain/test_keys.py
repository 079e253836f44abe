from datetime import timedelta

import pytest

from cms.people.models import User
from learning.domain.enrolments import AlreadyEnrolled
from learning.joining.domain.keys import WrongKey, enter_with_key, revoke_key
from learning.joining.models import CourseKey, KeyUse
from learning.joining.ways import ClosedForNew, WayNotOpen
from learning.models import Enrolment
from tests.factories.joining import AT, begin, course_with, fresh, make_group, make_key, plain_course
from tests.factories.people import make_user
from tests.races import at_once, take_away_locks


def enter(key, *, learner=None, typed=None, at=AT):
    typed = key.code if typed is None else typed
    return enter_with_key(course=fresh(key.course), learner=learner or make_user(), typed=typed, at=at)


@pytest.mark.django_db
def test_key_lets_in_and_its_use_is_a_row():
    key = make_key()

    enrolment = enter(key)

    assert list(KeyUse.objects.values_list("key", "enrolment")) == [(key.pk, enrolment.pk)]


@pytest.mark.django_db
@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", " "), lambda code: f"  {code} "])
def test_key_may_be_typed_as_people_type(change):
    key = make_key()

    assert enter(key, typed=change(key.code)).course == key.course


@pytest.mark.django_db
def test_letters_that_look_like_digits_are_read_as_such():
    key = make_key()
    CourseKey.objects.filter(pk=key.pk).update(code="01V5T-ABCDE")

    assert enter(key, typed="OLU5T-ABCDE").course == key.course


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "-", "ABCDE-FGHJK", "é" * 90, "\x00"])
def test_wrong_key_lets_nobody_in(typed):
    with pytest.raises(WrongKey):
        enter(make_key(), typed=typed)

    assert Enrolment.objects.count() == 0


@pytest.mark.django_db
def test_key_of_another_course_is_a_wrong_key():
    other = make_key(course_with(by_key=True))

    with pytest.raises(WrongKey):
        enter(make_key(), typed=other.code)


@pytest.mark.django_db
def test_revoked_key_and_one_whose_time_is_over_are_wrong_keys():
    key = make_key(expires_at=AT + timedelta(days=1))

    enter(key)
    with pytest.raises(WrongKey):
        enter(key, at=AT + timedelta(days=1))
    assert revoke_key(key=key, by=None, at=AT)
    assert not revoke_key(key=key, by=None, at=AT)
    with pytest.raises(WrongKey):
        enter(key)


@pytest.mark.django_db
def test_key_works_for_as_many_people_as_was_said():
    key = make_key(most_uses=2)

    enter(key)
    enter(key)
    with pytest.raises(WrongKey):
        enter(key)

    assert Enrolment.objects.count() == 2


@pytest.mark.django_db
def test_somebody_under_way_uses_nothing_up():
    key = make_key(most_uses=1)
    learner = begin(key.course).learner

    with pytest.raises(AlreadyEnrolled):
        enter(key, learner=learner)

    assert KeyUse.objects.count() == 0


@pytest.mark.django_db
def test_key_of_a_group_leads_into_it():
    course = course_with(by_key=True)
    key = make_key(course, group=make_group(course))
    under_way = begin(course)

    new, old = enter(key), enter(key, learner=under_way.learner)

    assert (new.group_place.group, new.group_place.waits) == (key.group, True)
    assert (old.pk, old.group_place.waits) == (under_way.pk, False)


@pytest.mark.django_db
def test_key_does_nothing_where_the_course_has_no_keys_or_is_closed():
    key = make_key(course_with(is_open=True))

    with pytest.raises(WayNotOpen):
        enter(key)
    course_with(key.course, by_key=True, is_closed=True)
    with pytest.raises(ClosedForNew):
        enter(key)


def two_with_the_last_use():
    key = make_key(course_with(plain_course(), by_key=True), most_uses=1)
    people = [make_user(), make_user()]
    calls = [lambda one=one: enter(key, learner=User.objects.get(pk=one.pk)) for one in people]
    return at_once(*calls, meet_before='INSERT INTO "joining_keyuse"')


@pytest.mark.django_db(transaction=True)
def test_two_at_once_share_no_last_use():
    outcomes = two_with_the_last_use()

    assert {type(outcome) for outcome in outcomes} == {Enrolment, WrongKey}
    assert KeyUse.objects.count() == Enrolment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_would_share_it_without_the_lock(monkeypatch):
    take_away_locks(monkeypatch)

    two_with_the_last_use()

    assert KeyUse.objects.count() == 2
