"""Surveys of the demo: an evaluation over the years, needs of the municipalities, and a before and after.

Made by the same verbs that people's clicks call. Safe to run again.
"""

import random
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from cms import clock
from cms.demo import people as demo
from cms.people.enums import MembershipRole, OrganisationKind
from cms.people.models import User
from cms.seeds import OPENED
from learning.domain.enrolments import AlreadyEnrolled, enrol
from learning.enums import EnrolmentState
from learning.models import Course, Enrolment

from . import demo_texts as texts
from .answers import CANNOT, Answers
from .domain.answering import submit_answers
from .domain.asking import ask
from .domain.occasions import Audience, close_occasion, open_occasion
from .domain.publishing import publish_survey
from .enums import Moment, Timing
from .kinds import CENTRE, COURSE, key_of
from .models import Occasion, Question, QuestionOption, Respondent, Survey, SurveyQuestion, SurveyVersion

DAY = timedelta(days=1)
ROLES = tuple(role for role in MembershipRole.values if role not in (MembershipRole.CONTACT, MembershipRole.MEMBER))


def seed() -> None:
    if Survey.objects.exists():
        return
    with transaction.atomic():
        Seeding(clock.now()).run()


class Seeding:
    """One run: what has been made so far, by the names of `demo_texts.py`."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.chance = random.Random(11)  # noqa: S311  a demo, not a secret
        self.by = User.objects.get(email=demo.COORDINATOR.email)
        self.questions = {name: self._question(about) for name, about in texts.QUESTIONS.items()}
        self.surveys = {name: self._survey(about) for name, about in texts.SURVEYS.items()}

    def run(self) -> None:
        self._assessment()
        self._evaluations()
        self._needs()

    # --- Writing --------------------------------------------------------------------------------

    def _question(self, about: dict[str, Any]) -> Question:
        ends = texts.ENDS if about["kind"] == "scale" else {}
        fields = ends | {name: value for name, value in about.items() if name != "options"}
        question = Question.objects.create(**fields)
        for place, label in enumerate(about.get("options", ())):
            QuestionOption.objects.create(question=question, label=label, sort_order=place)
        return question

    def _survey(self, about: dict[str, Any]) -> Survey:
        survey = Survey.objects.create(title=about["title"], intro=about["intro"], privacy=about["privacy"])
        for place, one in enumerate(about["questions"]):
            name, *rule = (one,) if isinstance(one, str) else one
            row = SurveyQuestion(survey=survey, question=self.questions[name], sort_order=place)
            row.required = name in about["required"]
            if rule:
                row.show_if, row.show_if_answer = self.questions[rule[0]], rule[1]
            row.save()
        return survey

    def _publish(self, name: str, *, at: datetime) -> SurveyVersion:
        return publish_survey(survey=self.surveys[name], by=self.by, at=at)

    # --- Answering ------------------------------------------------------------------------------

    def _answer(self, respondent: Respondent, version: SurveyVersion, said: dict[str, Any], *, at: datetime) -> None:
        answers: Answers = {str(self.questions[name].key): value for name, value in said.items() if value is not None}
        submit_answers(respondent=respondent, version=version, answers=answers, by=respondent.user, at=at)

    def _options(self, name: str, *places: int) -> list[str]:
        keys = [str(option.key) for option in self.questions[name].options.all()]
        return [keys[place] for place in places]

    # --- The three surveys ----------------------------------------------------------------------

    def _evaluations(self) -> None:
        """Every course asks whoever completes it; a year ago the wording of one question was mended."""
        opened = self.now - OPENED + DAY
        first = self._publish("evaluation", at=opened)
        survey = self.surveys["evaluation"]
        for course in Course.objects.order_by("slug"):
            open_occasion(survey=survey, kind=COURSE, key=key_of(course), by=self.by, at=opened)
        mended = self.now - 365 * DAY
        for name, words in texts.MENDED.items():
            Question.objects.filter(pk=self.questions[name].pk).update(text=words)
        second = self._publish("evaluation", at=mended)
        completed = Enrolment.objects.filter(state=EnrolmentState.COMPLETED).select_related(
            "course", "learner", "organisation"
        )
        for enrolment in completed.order_by("ended_at", "pk"):
            if enrolment.ended_at and enrolment.ended_at > opened and self.chance.random() < 0.95:
                self._evaluate(enrolment, second if enrolment.ended_at > mended else first)

    def _evaluate(self, enrolment: Enrolment, version: SurveyVersion) -> None:
        assert enrolment.ended_at
        occasion = Occasion.objects.get(kind=COURSE, key=key_of(enrolment.course), survey=self.surveys["evaluation"])
        about: dict[str, Any] = {"instance": str(enrolment.pk), "organisation": enrolment.organisation}
        asked = ask(occasion=occasion, user=enrolment.learner, at=enrolment.ended_at, **about)
        in_use = self.chance.choice(("yes", "yes", "no", CANNOT))
        said = {
            "useful": self.chance.choice((3, 4, 4, 5, 5)),
            "level": self._options("level", self.chance.choice((0, 1, 1, 1, 2)))[0],
            "learned_from": self._options("learned_from", *self.chance.sample(range(4), self.chance.choice((1, 2)))),
            "in_use": in_use,
            "used_what": self.chance.choice((*texts.USED, None)) if in_use == "yes" else None,
            "recommend": self.chance.choice(("yes", "yes", "yes", "yes", "no", CANNOT)),
            "better": self.chance.choice((*texts.BETTER, None)),
        }
        self._answer(asked, version, said, at=min(enrolment.ended_at + 2 * DAY, self.now))

    def _needs(self) -> None:
        """Those of the last two years are closed: fourteen answered last year. This year's waits for the rest."""
        for years, answered in ((2, 9), (1, 14)):
            opened = self.now - (365 * years + 15) * DAY
            earlier = self._send_needs(ROLES, at=opened, days=30)
            self._answer_needs(earlier, permanent=(["yes"] * 11 + ["no"] + [CANNOT] * 2)[14 - answered :])
            close_occasion(occasion=earlier, by=None, at=opened + 30 * DAY)
        now = self._send_needs((), at=self.now - 5 * DAY, days=21)
        self._answer_needs(now, permanent=["yes"] * 5 + [CANNOT])

    def _send_needs(self, roles: tuple[str, ...], *, at: datetime, days: int) -> Occasion:
        if not self.surveys["needs"].versions.exists():
            self._publish("needs", at=at)
        audience = Audience(kinds=(OrganisationKind.MUNICIPALITY,), roles=roles)
        deadline_at = at + days * DAY
        return open_occasion(
            survey=self.surveys["needs"], kind=CENTRE, audience=audience, deadline_at=deadline_at, by=self.by, at=at
        )

    def _answer_needs(self, occasion: Occasion, *, permanent: list[Any]) -> None:
        left_alone = [demo.CONTACT.email, demo.LEARNER.email]
        asked = list(occasion.respondents.exclude(user__email__in=left_alone).order_by("user__email"))
        some = self.chance.sample(asked, min(len(permanent), len(asked)))
        for respondent, answer in zip(some, permanent, strict=False):
            exercised = self.now - self.chance.randint(40, 700) * DAY
            has_exercised = self.chance.choice(("yes", "yes", "yes", "no", CANNOT))
            said = {
                "needs": self._options("needs", *sorted(self.chance.sample((0, 1, 2, 2, 3, 3, 4, 5), 2))),
                "exercised": self.chance.choice(("6", "8", "12", "20", "35", CANNOT)),
                "last_exercise": self.chance.choice(
                    (exercised.date().isoformat(), exercised.date().isoformat(), CANNOT)
                ),
                "partner": self.chance.choice(texts.PARTNERS),
                "permanent": answer,
            }
            said["needs"] = list(dict.fromkeys(said["needs"]))
            if has_exercised != "yes":
                said["exercised"] = said["last_exercise"] = None
            self._answer(respondent, occasion.version, said, at=occasion.opened_at + 2 * DAY)

    def _assessment(self) -> None:
        """Before and after the duty course: seven have been through it, the demo's learner has answered before."""
        opened = self.now - 100 * DAY
        self._publish("assessment", at=opened)
        course = Course.objects.select_related("current_release").get(slug=demo.TAUGHT)
        pair: dict[str, Any] = {"kind": COURSE, "key": key_of(course), "timing": Timing.BEFORE_AND_AFTER}
        occasion = open_occasion(survey=self.surveys["assessment"], by=self.by, at=opened, **pair)
        learners = User.objects.exclude(enrolments__course=course).filter(language="nb", memberships__role="member")
        learners = learners.exclude(email__in=[person.email for person in demo.STAFF]).distinct()
        for place, learner in enumerate(learners.order_by("email")[:7]):
            self._take_and_assess(occasion, course, learner, at=opened + (place * 9 + 3) * DAY)
        mine = Enrolment.objects.filter(course=course, learner__email=demo.LEARNER.email, state=EnrolmentState.ACTIVE)
        for enrolment in mine.select_related("learner", "organisation"):
            self._assess(occasion, enrolment, Moment.BEFORE, at=enrolment.enrolled_at)

    def _take_and_assess(self, occasion: Occasion, course: Course, learner: User, *, at: datetime) -> None:
        from learning.seeds import do_lessons

        try:
            enrolment = enrol(course=course, learner=learner, by=learner, at=at)
        except AlreadyEnrolled:
            return
        self._assess(occasion, enrolment, Moment.BEFORE, at=at)
        do_lessons(enrolment, learner, share=1, at=at, chance=self.chance)
        enrolment.refresh_from_db()
        if enrolment.ended_at:
            self._assess(occasion, enrolment, Moment.AFTER, at=enrolment.ended_at + DAY)

    def _assess(self, occasion: Occasion, enrolment: Enrolment, moment: str, *, at: datetime) -> None:
        about: dict[str, Any] = {"instance": str(enrolment.pk), "organisation": enrolment.organisation}
        asked = ask(occasion=occasion, user=enrolment.learner, moment=moment, at=at, **about)
        points = (1, 2, 2, 3) if moment == Moment.BEFORE else (3, 4, 4, 5)
        said = {name: self.chance.choice(points) for name in ("duty", "whole", "gap", "talk")}
        self._answer(asked, occasion.version, said, at=at)
