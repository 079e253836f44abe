"""A discussion of the demo: questions with and without an answer, one marked as helpful, one post that was reported.

Made by the same verbs that people's clicks call. Safe to run again.
"""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F

from cms import clock
from cms.demo import people as demo
from cms.people.models import User

from ..enums import EnrolmentState
from ..models import Course, Enrolment
from ..outline import outline_of
from .domain.moderation import report_post
from .domain.posts import answer, begin_thread
from .domain.threads import mark_helpful
from .enums import ReportReason
from .models import Post, Thread

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SPACE = UUID("4f1c7f0e-2f5b-4f0e-9d0a-6b0c2f8c9a11")
NEEDED = 3


def seed() -> None:
    course = Course.objects.get(slug=demo.TAUGHT)
    if Thread.objects.filter(course=course).exists():
        return
    taking = Enrolment.objects.filter(course=course).exclude(state=EnrolmentState.WITHDRAWN)
    others = taking.exclude(learner__email__in=[email for _role, email, _password in demo.SIGN_INS])
    people = list(User.objects.filter(enrolments__in=others).distinct().order_by("email"))
    if len(people) >= NEEDED:
        with transaction.atomic():
            Seeding(course, people, clock.now()).run()


class Seeding:
    """`people` take the course; the teacher is the demo's."""

    def __init__(self, course: Course, people: list[User], now: datetime) -> None:
        self.course, self.people, self.now, self.sent = course, people, now, 0
        self.teacher = User.objects.get(email=demo.TEACHER.email)

    def run(self) -> None:
        self._who_calls()
        self._without_network()
        self._how_often()
        # All of this is days ago: nobody is written to about it now.
        Post.objects.filter(thread__course=self.course).update(told_at=F("shown_at"))

    def _who_calls(self) -> None:
        asks, knows, *_rest = self.people
        thread = self._thread(
            asks,
            "Hvem kan kalle inn kriseledelsen om natta?",
            "I planen vår står det «kommunedirektøren eller den hun bemyndiger». Men klokka tre om natta er det "
            "brannvakta som får telefonen først. Hvordan har dere løst det?",
            at=self.now - 9 * DAY,
        )
        helps = self._answer(
            thread,
            knows,
            "Vi har skrevet inn at overbefalet i brannvesenet kan samle kriseledelsen, og at kommunedirektøren "
            "orienteres så snart det lar seg gjøre. Det ble vedtatt sammen med planen, så ingen lurer på det midt "
            "på natta.",
            at=self.now - 9 * DAY + 4 * HOUR,
        )
        self._answer(
            thread,
            self.teacher,
            "Nettopp slik. Forskriften § 4 krever at planen sier hvem som har fullmakt til å bestemme at "
            "kriseledelsen skal samles. Skriv opp en stedfortreder også, og øv på innkallingen: "
            "https://lovdata.no/forskrift/2011-08-22-894",
            at=self.now - 8 * DAY,
            answers_to=helps,
        )
        mark_helpful(post=helps, helpful=True, by=self.teacher, at=self.now - 8 * DAY)

    def _without_network(self) -> None:
        """One answer says too much, and waits for a moderator."""
        answers, careless, watchful = self.people[:3]
        asks = User.objects.get(email=demo.LEARNER.email)
        takes = Enrolment.objects.filter(course=self.course, learner=asks, state=EnrolmentState.ACTIVE).exists()
        thread = self._thread(
            asks if takes else watchful,
            "Hvordan varsler dere når mobilnettet er nede?",
            "Varslingslista vår er en liste med mobilnumre. Under uværet i vinter var nettet borte i seks timer, og "
            "da hadde vi i praksis ingen liste. Hva gjør dere?",
            at=self.now - 4 * DAY,
            lesson=True,
        )
        self._answer(
            thread,
            answers,
            "Fast oppmøte. Har nettet vært borte i en halvtime, møter kriseledelsen på rådhuset uten å bli ringt. Det "
            "står på kortet alle har i lommeboka.",
            at=self.now - 3 * DAY,
        )
        said = self._answer(
            thread,
            careless,
            "Vi har satellittelefonen på lageret bak legevakta. Nøkkelen henger under trappa, og koden er den samme "
            "som til rådhuset.",
            at=self.now - 2 * DAY,
        )
        text = "Her står det hvor nøkkelen henger og hvilken kode det er. Det bør ikke ligge ute."
        report_post(post=said, reason=ReportReason.SECRET, text=text, by=watchful, at=self.now - 2 * DAY + HOUR)

    def _how_often(self) -> None:
        self._thread(
            self.people[2],
            "Hvor ofte skal ROS-analysen til kommunestyret?",
            "Vi reviderer den hvert fjerde år. Holder det å orientere om endringer underveis, eller må hele analysen "
            "opp til behandling hver gang?",
            at=self.now - DAY,
        )

    def _thread(self, by: User, title: str, text: str, *, at: datetime, lesson: bool = False) -> Thread:
        assert self.course.current_release is not None
        key = outline_of(self.course.current_release).lessons[0].key if lesson else None
        return begin_thread(
            course=self.course, title=title, text=text, lesson_key=key, form_key=self._key(), by=by, at=at
        )

    def _answer(self, thread: Thread, by: User, text: str, *, at: datetime, answers_to: Post | None = None) -> Post:
        to = answers_to.pk if answers_to else None
        return answer(thread=thread, text=text, answers_to=to, form_key=self._key(), by=by, at=at)

    def _key(self) -> UUID:
        self.sent += 1
        return uuid5(SPACE, str(self.sent))
