"""A course asks its people: once it is completed, or before and after."""

import pytest
import time_machine

from learning.domain.enrolments import withdraw
from learning.surveys.domain.answering import TooLate
from learning.surveys.domain.course_surveys import ask_people_of_course, enrolments_passed_over
from learning.surveys.models import Respondent
from learning.surveys.queries import pairs_of, waiting_for
from learning.surveys.results import changes
from learning.surveys.tasks import look_after_surveys
from tests.factories.learning import complete, make_course, make_enrolment
from tests.factories.people import make_user
from tests.factories.surveys import AT, DAY, answer, make_occasion, respondent_of

pytestmark = pytest.mark.django_db


def evaluation_of(course, **more):
    return make_occasion(kind="course", key=str(course.translation_key), **more)


def pair_of(course):
    return evaluation_of(course, privacy="confidential", timing="before_and_after")


def moments_asked(person):
    return sorted(Respondent.objects.filter(user=person).values_list("moment", flat=True))


def test_who_completes_the_course_is_asked(django_capture_on_commit_callbacks):
    course = make_course()
    evaluation_of(course)
    with time_machine.travel(AT, tick=False), django_capture_on_commit_callbacks(execute=True):
        enrolment = make_enrolment(course=course)
        assert moments_asked(enrolment.learner) == []
        complete(enrolment)

    asked = Respondent.objects.get(user=enrolment.learner)
    assert (asked.instance, asked.moment) == (str(enrolment.pk), "once")


def test_other_courses_ask_nobody(django_capture_on_commit_callbacks):
    evaluation_of(make_course())
    with django_capture_on_commit_callbacks(execute=True):
        complete(make_enrolment(course=make_course(title="Et annet")))

    assert Respondent.objects.count() == 0


def test_completed_before_it_was_opened_is_not_asked():
    course = make_course()
    enrolment = complete(make_enrolment(course=course))
    evaluation_of(course, at=AT + DAY)

    assert ask_people_of_course(enrolment_id=enrolment.pk, at=AT + DAY) == []
    assert enrolments_passed_over(at=AT + DAY) == []


def test_tick_finds_whom_a_lost_announcement_passed_over(django_capture_on_commit_callbacks):
    course = make_course()
    evaluation_of(course)
    enrolment = complete(make_enrolment(course=course))

    assert enrolments_passed_over(at=AT) == [enrolment.pk]
    with time_machine.travel(AT, tick=False), django_capture_on_commit_callbacks(execute=True):
        look_after_surveys()
    assert moments_asked(enrolment.learner) == ["once"]
    assert enrolments_passed_over(at=AT) == []


@pytest.mark.parametrize("number", [1, 4])
def test_tick_costs_the_same_however_many_take_the_course(number, django_assert_num_queries):
    course = make_course()
    occasion = pair_of(course)
    for _one in range(number):
        enrolment = make_enrolment(course=course)
        answer(occasion, enrolment.learner, 2, moment="before", instance=str(enrolment.pk))
        complete(enrolment)

    with django_assert_num_queries(3):
        assert len(enrolments_passed_over(at=AT)) == number


def test_course_taken_again_asks_again():
    course, learner = make_course(), make_user()
    occasion = evaluation_of(course, privacy="named")
    for _time in range(2):
        enrolment = complete(make_enrolment(course=course, learner=learner))
        ask_people_of_course(enrolment_id=enrolment.pk, at=AT)

    assert occasion.respondents.filter(user=learner).count() == 2


# --- Before and after ---------------------------------------------------------------------------


def test_before_is_asked_on_enrolling_and_after_on_completing(django_capture_on_commit_callbacks):
    course = make_course()
    occasion = pair_of(course)
    with time_machine.travel(AT, tick=False), django_capture_on_commit_callbacks(execute=True):
        enrolment = make_enrolment(course=course)
    learner = enrolment.learner
    assert moments_asked(learner) == ["before"]

    answer(occasion, learner, 2, moment="before", instance=str(enrolment.pk))
    with time_machine.travel(AT, tick=False), django_capture_on_commit_callbacks(execute=True):
        complete(enrolment)

    assert moments_asked(learner) == ["after", "before"]


def test_who_did_not_answer_before_is_not_asked_after(django_capture_on_commit_callbacks):
    course = make_course()
    pair_of(course)
    with time_machine.travel(AT, tick=False), django_capture_on_commit_callbacks(execute=True):
        enrolment = make_enrolment(course=course)
    with time_machine.travel(AT, tick=False), django_capture_on_commit_callbacks(execute=True):
        complete(enrolment)

    assert moments_asked(enrolment.learner) == ["before"]


def test_before_is_over_when_the_course_is_completed():
    course = make_course()
    occasion = pair_of(course)
    enrolment = make_enrolment(course=course)
    ask_people_of_course(enrolment_id=enrolment.pk, at=AT)
    assert len(waiting_for(enrolment.learner, at=AT)) == 1
    complete(enrolment)

    assert waiting_for(enrolment.learner, at=AT) == []
    with pytest.raises(TooLate):
        answer(occasion, enrolment.learner, 2, moment="before", instance=str(enrolment.pk))


def test_who_withdraws_is_asked_nothing_more():
    course = make_course()
    occasion = pair_of(course)
    enrolment = make_enrolment(course=course)
    ask_people_of_course(enrolment_id=enrolment.pk, at=AT)
    answer(occasion, enrolment.learner, 2, moment="before", instance=str(enrolment.pk))
    withdraw(enrolment=enrolment, by=None, at=AT)

    assert ask_people_of_course(enrolment_id=enrolment.pk, at=AT) == []


def test_change_is_shown_of_five_people_and_not_of_four():
    course = make_course()
    occasion = evaluation_of(course, privacy="confidential", timing="before_and_after")
    seen = []
    for number in range(5):
        enrolment = make_enrolment(course=course)
        answer(occasion, enrolment.learner, 2, moment="before", instance=str(enrolment.pk))
        complete(enrolment)
        answer(occasion, enrolment.learner, 4 if number else 1, moment="after", instance=str(enrolment.pk))
        seen.append(len(pairs_of(occasion)))

    [change] = changes(_questions(occasion), pairs_of(occasion))
    assert seen == [0, 0, 0, 0, 5]
    assert (str(change.before), str(change.after), change.more, change.less) == ("2.00", "3.40", 4, 1)


def test_pairs_count_five_at_a_time_whoever_has_answered_before():
    """Eleven have answered before; those who answer after come one by one, and the last of them first."""
    course = make_course()
    occasion = pair_of(course)
    enrolments = [make_enrolment(course=course) for _one in range(11)]
    for one in enrolments:
        answer(occasion, one.learner, 2, moment="before", instance=str(one.pk))
    seen = []
    for one in reversed(enrolments):
        complete(one)
        answer(occasion, one.learner, 4, moment="after", instance=str(one.pk))
        seen.append(len(pairs_of(occasion)))

    assert seen == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]


def _questions(occasion):
    from learning.surveys.content import content_of

    return content_of(occasion.version).questions


def test_respondent_is_of_the_organisation_of_the_enrolment():
    course = make_course()
    occasion = evaluation_of(course)
    enrolment = complete(make_enrolment(course=course))
    ask_people_of_course(enrolment_id=enrolment.pk, at=AT)

    assert respondent_of(occasion, enrolment.learner).organisation == enrolment.organisation
