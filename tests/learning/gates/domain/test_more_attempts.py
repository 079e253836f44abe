"""Somebody needs one more attempt at a quiz."""

import pytest

from learning.domain.attempts import NoAttemptsLeft
from learning.domain.progress import UnknownItem
from learning.gates.domain.waivers import (
    NothingToWaive,
    revoke_waiver,
)
from learning.gates.models import Waiver
from tests.factories import blocks
from tests.factories.gates import make_waiver
from tests.factories.learning import (
    AT,
    lessons_of,
    make_enrolment,
    no_answers,
    submit,
)
from tests.learning.gates.domain.test_waivers import agrees, states

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
