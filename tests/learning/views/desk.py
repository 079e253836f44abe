"""What a browser at a learner's desk does: sign in, open addresses, send forms."""

from django.test import Client
from django.urls import reverse

from tests.factories import blocks
from tests.factories.learning import lessons_of

# A lesson with one block of six kinds, as the budgets name it.
SIX_BLOCKS = [
    blocks.text(),
    blocks.heading(),
    blocks.callout(),
    blocks.source(),
    blocks.reflection(),
    blocks.quiz(blocks.single_choice(), blocks.short_text()),
]


def signed_in(user, **how):
    client = Client(**how)
    client.force_login(user)
    return client


def course_url(enrolment):
    return reverse("course", args=[enrolment.course.slug])


def lesson_url(enrolment, number=1):
    return reverse("lesson", args=[enrolment.course.slug, lessons_of(enrolment)[number - 1].key])


def read_url(enrolment, number=1):
    return lesson_url(enrolment, number) + "read/"


def answers_url(enrolment, number=1, *, block="quiz"):
    return lesson_url(enrolment, number) + f"{blocks.block_id(block)}/answers/"


def reflection_url(enrolment, number=1, *, block="reflection"):
    return lesson_url(enrolment, number) + f"{blocks.block_id(block)}/reflection/"


def right_form(name="quiz-single"):
    """The right answer to the factories' single choice."""
    return {f"q-{blocks.block_id(name)}": blocks.block_id(f"{name}0")}


def wrong_form(name="quiz-single"):
    return {f"q-{blocks.block_id(name)}": blocks.block_id(f"{name}1")}


def organisation_url(organisation):
    return reverse("organisation", kwargs={"key": organisation.key})
