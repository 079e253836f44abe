"""A group starts on a day: until then nothing is open to those who wait for it, and then they are told."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cms.pause.domain.pauses import declare_pause, end_pause
from cms.pause.targets import Target
from cms.people.roles import TEACHER
from learning.domain.attempts import save_answers, start_attempt, submit_attempt
from learning.domain.progress import mark_read, save_reflection
from learning.joining.domain.groups import (
    EndsBeforeStart,
    GroupHasBegun,
    NameTaken,
    NotStaff,
    let_teach,
    place_in_group,
    set_group,
    take_from_group,
)
from learning.joining.domain.starting import members_to_tell, tell_member
from learning.joining.opening import NotBegun
from learning.models import ActivityFact
from tests.factories import blocks
from tests.factories.joining import mails, make_group, make_place
from tests.factories.learning import AT, complete, lessons_of, make_course, no_answers, quiz_of, reflection_of
from tests.factories.people import make_holder_of, make_membership, make_organisation, make_user
from tests.queries import clear_caches, count_queries

pytestmark = pytest.mark.django_db

# The group starts on 1 December, where the centre is: at eleven in the evening before, in UTC.
BEFORE = datetime(2026, 11, 30, 22, 59, tzinfo=UTC)
BEGUN = datetime(2026, 11, 30, 23, 0, tzinfo=UTC)


def read(enrolment, *, at):
    return mark_read(enrolment=enrolment, lesson_key=lessons_of(enrolment)[0].key, by=enrolment.learner, at=at)


def test_nothing_is_read_before_the_day_and_everything_from_its_first_minute():
    enrolment = make_place().enrolment

    with pytest.raises(NotBegun):
        read(enrolment, at=BEFORE)
    assert read(enrolment, at=BEGUN)


def test_no_verb_of_a_lesson_works_before_the_day():
    course = make_course(lessons=[[blocks.reflection(), blocks.quiz()]])
    enrolment = make_place(make_group(course)).enrolment
    quiz, reflection = quiz_of(enrolment), reflection_of(enrolment)
    verbs = (
        lambda: start_attempt(**quiz, at=BEFORE),
        lambda: save_answers(**quiz, read=no_answers, at=BEFORE),
        lambda: submit_attempt(**quiz, read=no_answers, at=BEFORE),
        lambda: save_reflection(**reflection, text="Hei", at=BEFORE),
    )

    for verb in verbs:
        with pytest.raises(NotBegun):
            verb()

    assert list(ActivityFact.objects.values_list("verb", flat=True)) == ["registered"]


def test_who_was_under_way_before_does_not_wait():
    assert read(make_place(waits=False).enrolment, at=BEFORE)


def test_who_leaves_the_group_need_not_wait():
    place = make_place()

    take_from_group(place=place, by=None, at=AT)

    assert read(place.enrolment, at=BEFORE)


def test_another_group_takes_the_place_of_the_first():
    place = make_place()
    other = make_group(place.group.course, "Høst 2027", starts_on=date(2027, 9, 1))

    moved = place_in_group(group=other, enrolment=place.enrolment, by=None, at=AT)

    assert (moved.pk, moved.group) == (place.pk, other)
    with pytest.raises(NotBegun):
        read(place.enrolment, at=BEGUN)


def test_group_is_moved_until_it_has_begun():
    group = make_group()
    values = {"course": group.course, "group": group, "name": "Vår", "by": None}

    moved = set_group(**values, starts_on=date(2026, 12, 8), at=BEFORE)
    assert moved.starts_on == date(2026, 12, 8)
    with pytest.raises(GroupHasBegun):
        set_group(**values, starts_on=date(2027, 1, 8), at=datetime(2026, 12, 9, 9, tzinfo=UTC))


def test_names_and_days_are_checked():
    group = make_group()

    with pytest.raises(NameTaken):
        make_group(group.course, starts_on=date(2027, 1, 1))
    with pytest.raises(EndsBeforeStart):
        make_group(group.course, "Ny", ends_on=date(2026, 11, 30))


def test_only_the_staff_teaches_a_group():
    group = make_group()

    with pytest.raises(NotStaff):
        let_teach(group=group, user=make_user(), by=None, at=AT)
    held = let_teach(group=group, user=make_holder_of(TEACHER), by=None, at=AT)

    assert let_teach(group=group, user=held.user, by=None, at=AT) == held


def test_members_are_told_once_on_the_day():
    place = make_place()
    make_place(place.group, waits=False)

    assert members_to_tell(at=BEFORE) == []
    assert members_to_tell(at=BEGUN) == [place.pk]
    assert [tell_member(place_id=place.pk, at=BEGUN) for _ in range(2)] == [True, False]

    assert mails("group_starts") == [place.enrolment.learner.email]
    assert members_to_tell(at=BEGUN) == []


def test_who_comes_into_a_group_that_has_begun_is_not_told_that_it_starts():
    make_place(make_group(starts_on=date(2026, 11, 2)))

    assert members_to_tell(at=BEGUN) == []


def test_members_hit_by_a_pause_are_told_when_it_is_over():
    here = make_organisation()
    learner = make_user()
    make_membership(learner, here)
    place = make_place(learner=learner)
    pause = declare_pause(target=Target("organisation", organisation=here), reason="Flom", by=None, at=AT)

    assert members_to_tell(at=BEGUN) == []
    assert not tell_member(place_id=place.pk, at=BEGUN)
    end_pause(pause=pause, by=None, at=BEGUN)
    clear_caches()

    assert members_to_tell(at=BEGUN + timedelta(hours=1)) == [place.pk]


def test_who_has_completed_or_left_is_not_told():
    complete(make_place(waits=False).enrolment)

    assert members_to_tell(at=BEGUN) == []


@pytest.mark.parametrize("people", [1, 4])
def test_finding_whom_to_tell_asks_the_same_for_few_and_many(people):
    group = make_group()
    for _ in range(people):
        make_place(group)
    members_to_tell(at=BEGUN)

    with count_queries() as asked:
        members_to_tell(at=BEGUN)

    assert len(asked) == 1, asked
