"""Somebody needs one more attempt at a quiz."""

import pytest
from django.urls import reverse

from learning.assignments.domain.submissions import NoSubmissionsLeft
from learning.domain.attempts import NoAttemptsLeft
from learning.domain.progress import UnknownItem
from learning.gates.admin.forms import _limited
from learning.gates.domain.waivers import (
    NothingToWaive,
    TooLate,
    revoke_waiver,
)
from learning.gates.models import Waiver
from learning.queries import standing_of
from tests.factories import blocks
from tests.factories.assignments import DAY, assess, assignment_of, enrol_on_assignment, submit_work
from tests.factories.gates import make_waiver
from tests.factories.learning import (
    AT,
    lessons_of,
    make_enrolment,
    no_answers,
    submit,
)
from tests.learning.gates.domain.test_waivers import agrees, states
from tests.learning.views.desk import signed_in

pytestmark = pytest.mark.django_db


def test_somebody_needs_one_more_attempt():
    enrolment = make_enrolment(lessons=[[blocks.quiz(max_attempts=1)], [blocks.text()]])
    key = lessons_of(enrolment)[0].items[0].key
    submit(enrolment, answers=no_answers)
    with pytest.raises(NoAttemptsLeft):
        submit(enrolment)

    first = make_waiver(enrolment, "attempt", key)
    revoke_waiver(waiver=first, by=None, at=AT)
    with pytest.raises(NoAttemptsLeft):
        submit(enrolment)
    for _time in range(2):
        make_waiver(enrolment, "attempt", key)
    submit(enrolment, answers=no_answers)
    submit(enrolment)

    assert (enrolment.attempts.count(), states(enrolment), Waiver.objects.count()) == (3, {key: "done"}, 3)
    assert agrees()
    with pytest.raises(NothingToWaive):
        make_waiver(enrolment, "attempt", key)


def test_no_attempt_more_where_there_is_no_limit():
    enrolment = make_enrolment(lessons=[[blocks.quiz(max_attempts=0)]])

    with pytest.raises(UnknownItem):
        make_waiver(enrolment, "attempt", lessons_of(enrolment)[0].items[0].key)


def test_an_assignment_is_handed_in_once_more():
    enrolment = enrol_on_assignment(resubmissions=0)
    key = assignment_of(enrolment)["item_key"]
    assess(submit_work(enrolment), level=0)
    with pytest.raises(NoSubmissionsLeft):
        submit_work(enrolment, at=AT + 2 * DAY)
    standing = standing_of(enrolment, language="nb")
    assert any(value == f"attempt/{key}" for value, _text in _limited(standing))

    make_waiver(enrolment, "attempt", key)
    again = submit_work(enrolment, "Bedre", at=AT + 2 * DAY)

    page = signed_in(enrolment.learner).get(again_url(enrolment))
    assert page.context["stage"].left == 1
    assess(again, at=AT + 3 * DAY)
    assert states(enrolment)[key] == "done"
    assert agrees()
    enrolment.refresh_from_db()
    with pytest.raises((NothingToWaive, TooLate)):
        make_waiver(enrolment, "attempt", key)


def again_url(enrolment):
    about = assignment_of(enrolment)
    block = about["item_key"].split(":", 1)[1]
    return reverse("assignments:work", args=[enrolment.course.slug, about["lesson_key"], block])
