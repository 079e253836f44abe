"""Learning's budgets: course page, lesson, mark done, quiz, verify, document."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from django.test import Client
from django.urls import reverse

from learning.documents import certificate_pdf
from tests.factories import blocks
from tests.factories.learning import lessons_of, make_certificate, make_enrolment, read_lesson
from tests.factories.people import make_user
from tests.learning.views.desk import (
    SIX_BLOCKS,
    answers_url,
    course_url,
    lesson_url,
    read_url,
    right_form,
    signed_in,
)

from .measure import Figure, measure

OK, FOUND = 200, 302


def figures() -> Iterator[Figure]:
    enrolments = {size: _half_way(size) for size in (10, 100, 1000)}
    for size, budget in ((10, 8), (100, 9), (1000, 15)):
        yield measure(f"course page, {size} lessons", _get(enrolments[size], course_url), budget_ms=budget)
    for size in (10, 1000):
        yield measure(f"lesson of six blocks, course of {size}", _get(enrolments[size], lesson_url), budget_ms=8)
    yield from _marking_done(enrolments[1000].course)
    yield from _quiz(enrolments[10].course)
    yield from _certificate()


def _half_way(size: int) -> Any:
    """A learner who has read half of a course whose first lesson has six blocks."""
    enrolment = make_enrolment(lessons=[SIX_BLOCKS] + [[blocks.text()] for _ in range(size - 1)], modules=5)
    for number in range(2, size // 2 + 1):
        read_lesson(enrolment, number)
    return enrolment


def _get(enrolment: Any, url_of: Callable[[Any], str]) -> Callable[[], None]:
    client, url = signed_in(enrolment.learner), url_of(enrolment)
    return lambda: _expect(client.get(url), OK)


def _expect(answer: Any, status: int) -> None:
    assert answer.status_code == status, answer


def _marking_done(course: Any) -> Iterator[Figure]:
    """The first lessons of a learner, then those of one who has read five hundred."""
    enrolment = make_enrolment(course=course)
    client, number = signed_in(enrolment.learner), count(2)

    def work() -> None:
        _expect(client.post(read_url(enrolment, next(number))), FOUND)

    yield measure("mark done, first lessons of 1000", work, budget_ms=12, rounds=40)
    done = next(number)
    for place in range(done, 500):
        read_lesson(enrolment, place)
    number = count(500)
    yield measure("mark done, from the 500th of 1000", work, budget_ms=12, rounds=40)


def _quiz(course: Any) -> Iterator[Figure]:
    """Everybody's first attempt; then one learner saving answers again and again."""
    form = right_form("single") | {f"q-{blocks.block_id('short')}": "øvingsdirektiv"}
    desks = iter([_desk(course) for _ in range(45)])

    def hand_in() -> None:
        client, url = next(desks)
        _expect(client.post(url, form | {"do": "submit"}), FOUND)

    yield measure("quiz handed in", hand_in, budget_ms=12, rounds=40)
    client, url = _desk(course)
    yield measure("quiz answers saved", lambda: _expect(client.post(url, form | {"do": "save"}), FOUND), budget_ms=12)


def _desk(course: Any) -> tuple[Client, str]:
    enrolment = make_enrolment(course=course, learner=make_user())
    lessons_of(enrolment)
    return signed_in(enrolment.learner), answers_url(enrolment)


def _certificate() -> Iterator[Figure]:
    certificate = make_certificate()
    client, url = Client(), reverse("verify", args=[certificate.code])
    yield measure("verify a certificate", lambda: _expect(client.get(url), OK), budget_ms=None)
    yield measure("certificate PDF", lambda: certificate_pdf(certificate), budget_ms=20, rounds=30)
