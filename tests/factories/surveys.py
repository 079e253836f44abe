from datetime import UTC, datetime, timedelta
from itertools import count

from learning.surveys.answers import CANNOT
from learning.surveys.content import content_of, forget_contents
from learning.surveys.domain.answering import submit_answers
from learning.surveys.domain.asking import ask
from learning.surveys.domain.occasions import Audience, open_occasion
from learning.surveys.domain.publishing import publish_survey
from learning.surveys.models import Question, QuestionOption, Survey, SurveyQuestion

from .people import make_membership, make_organisation, make_user

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
_numbers = count(1)


def make_question(kind="scale", text="Hvor nyttig var kurset?", *, options=(), **fields):
    question = Question.objects.create(kind=kind, text={"nb": text}, **fields)
    for place, label in enumerate(options):
        QuestionOption.objects.create(question=question, label={"nb": label}, sort_order=place)
    return question


def make_survey(*questions, title="Kursevaluering", privacy="anonymous", **fields):
    """A survey of these questions; one of `(question, {"required": True})` where more is to be said."""
    survey = Survey.objects.create(title={"nb": title}, privacy=privacy, **fields)
    for place, one in enumerate(questions or [make_question()]):
        question, more = one if isinstance(one, tuple) else (one, {})
        SurveyQuestion.objects.create(survey=survey, question=question, sort_order=place, **more)
    return survey


def publish(survey, *, at=AT):
    forget_contents()
    return publish_survey(survey=Survey.objects.get(pk=survey.pk), by=None, at=at)


def make_occasion(*questions, kind="centre", key="", privacy="anonymous", at=AT, deadline=None, people=(), **more):
    """An occasion that stands open unless it gets a deadline (days); these people are asked."""
    survey = make_survey(*questions, privacy=privacy)
    publish(survey, at=at)
    deadline_at = at + deadline * DAY if deadline else None
    occasion = open_occasion(survey=survey, kind=kind, key=key, deadline_at=deadline_at, by=None, at=at, **more)
    for person in people:
        ask(occasion=occasion, user=person, at=at)
    return occasion


def send_out(survey, *, deadline=14, at=AT, **audience):
    publish(survey, at=at)
    return open_occasion(
        survey=survey, kind="centre", audience=Audience(**audience), deadline_at=at + deadline * DAY, by=None, at=at
    )


def make_people(number, *, kind="municipality", organisation=None, role="preparedness_adviser", **fields):
    """People of an organisation of their own, or all of one."""
    people = []
    for _one in range(number):
        person = make_user(f"Person {next(_numbers)} Lie")
        where = organisation or make_organisation(f"Organisasjon {next(_numbers)}", kind=kind, **fields)
        make_membership(person, where, role=role)
        people.append(person)
    return people


def respondent_of(occasion, person, moment="once"):
    return occasion.respondents.get(user=person, moment=moment)


def answer(occasion, person, *answers, at=AT, moment="once", instance="", organisation=None):
    """Let somebody answer, question by question; None gives no answer, "cannot" cannot."""
    begins = occasion.opened_at if occasion.deadline_at else at
    asked = ask(
        occasion=occasion,
        user=person,
        moment=moment,
        instance=instance,
        organisation=organisation,
        at=begins,
    )
    keys = [question.key for question in content_of(occasion.version).questions]
    said = {k: CANNOT if one == "cannot" else one for k, one in zip(keys, answers, strict=False) if one is not None}
    return submit_answers(respondent=asked, version=occasion.version, answers=said, by=person, at=at)


def answer_all(occasion, number, *answers, **more):
    """So many new people who all answer the same."""
    people = make_people(number)
    for person in people:
        answer(occasion, person, *answers, **more)
    return people
