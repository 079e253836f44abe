"""Learners of the demo at every stage, made by the same verbs that people's clicks call. Safe to run again."""

import random
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from cms import clock
from cms.blocks.presenting import right_id
from cms.demo import people as demo
from cms.demo.course_files import read_courses
from cms.models import CoursePage
from cms.people.models import User
from cms.seeds import OPENED, add_later_lessons

from .assignments.seeds import seed as seed_assignments
from .bank.seeds import seed_bank
from .credential_seeds import seed_awards, seed_looks_and_keys
from .discussion.seeds import seed as seed_discussion
from .domain.attempts import NoAttemptsLeft, ReadAnswers, start_attempt, submit_attempt
from .domain.certificates import revoke_certificate
from .domain.course_staff import give_course_role
from .domain.enrolments import AlreadyEnrolled, enrol
from .domain.moves import advance_move
from .domain.progress import mark_read, save_reflection
from .domain.releases import publish_course
from .enums import CompletedPolicy, CourseRole, ItemKind, MovePolicy
from .gates.seeds import seed_gates, seed_waiver
from .models import Attempt, Certificate, Course, CourseRelease, Enrolment
from .outline import Lesson, outline_of
from .policies import ReleasePolicy
from .surveys.seeds import seed as seed_surveys
from .tabletop.seeds import seed as seed_tabletops

DAY = timedelta(days=1)
# How far the demo's learners get, as shares of a course; 1 is completed.
STAGES = (0, 0.2, 0.45, 0.7, 1, 1, 1)
NEWS = "Ny leksjon om hendelser som rammer flere kommuner samtidig (forskriften § 5)."
THOUGHTS_SV = (
    "Hos oss är det bara en person som kan larmlistan utantill. Det måste vi ändra på före jul.",
    "Vi övade förra året, men utvärderingen nådde aldrig nämnden.",
)
THOUGHTS = (
    "Hos oss er det bare Marit som kan passordet til varslingen. Det må vi gjøre noe med før jul.",
    "Vi har planen i en perm på rådhuset og en kopi i sky. Ingen av dem er skrevet ut hos legevakten.",
    "Vi øvde i fjor, men evalueringen ble aldri lagt fram for kommunestyret.",
)


def seed() -> None:
    """Publish the courses, enrol people, and let them get on, spread over the academy's years."""
    now = clock.now()
    _let_moderators_look_after_learning()
    seed_bank(by=User.objects.get(email=demo.EDITOR.email), at=now - OPENED)
    seed_gates()
    for page in CoursePage.objects.live().order_by("path"):
        _publish(page, at=now - OPENED + DAY)
    _let_somebody_teach(now - OPENED)
    seed_looks_and_keys(at=now - OPENED)
    if not Enrolment.objects.exists():
        _seed_learners(now)
    seed_awards(now=now)
    _let_courses_change(at=now - 12 * DAY)
    seed_waiver(at=now - DAY)
    seed_surveys()
    seed_discussion()
    seed_assignments()
    seed_tabletops()


@transaction.atomic
def _seed_learners(now: datetime) -> None:
    """All or none of them: a run that was interrupted leaves nothing half done."""
    chance = random.Random(7)  # noqa: S311  a demo, not a secret
    _let_one_expire_soon(now)
    for person in demo.PEOPLE:
        user = User.objects.get(email=person.email)
        for course in _courses_for(person, chance):
            _take(user, course, share=chance.choice(STAGES), at=now - DAY * chance.randint(3, 900), chance=chance)
    _let_one_expire(now)
    _revoke_one(now)
    _leave_learner_half_way(now, chance)


def _let_moderators_look_after_learning() -> None:
    """Wagtail's moderators see courses, certificates and what visitors wrote, and may revoke a certificate."""
    codenames = ("view_course", "view_certificate", "change_certificate", "view_contactmessage")
    may = Permission.objects.filter(codename__in=codenames, content_type__app_label__in=("cms", "learning"))
    Group.objects.get(name="Moderators").permissions.add(*may)


def _let_somebody_teach(at: datetime) -> None:
    course = Course.objects.get(slug=demo.TAUGHT)
    teacher = User.objects.get(email=demo.TEACHER.email)
    give_course_role(course=course, user=teacher, role=CourseRole.TEACHER, by=None, at=at)


def _publish(page: CoursePage, *, at: datetime) -> None:
    """Every course is published once; a translated page is published with its source."""
    if Course.objects.filter(translation_key=page.translation_key).exists():
        return
    publish_course(page=page, by=User.objects.get(email=demo.EDITOR.email), at=at)


def _let_courses_change(*, at: datetime) -> None:
    """A course gets a new lesson: who is under way is moved along and keeps what is done, who has completed it is
    offered the new lesson.
    """
    by = User.objects.get(email=demo.COURSE_OWNER.email)
    for files in read_courses():
        if files.later and add_later_lessons(files, at=at):
            page = CoursePage.objects.get(slug=files.slug, locale__language_code=files.locale)
            offer = CompletedPolicy.OFFER_UPDATE if files.later.get("offer_update", True) else CompletedPolicy.NOTHING
            policy = ReleasePolicy(MovePolicy.MOVE, MovePolicy.MOVE, offer)
            release = publish_course(page=page, by=by, at=at, note=files.later.get("note", NEWS), policy=policy)
            for run in release.moves_here.all():
                while advance_move(run_id=run.pk, at=at):
                    pass


def _courses_for(person: demo.DemoPerson, chance: random.Random) -> list[Course]:
    """The Swedish speakers take the Swedish course; staff of the centre and the demo's own learner are left alone."""
    if person in demo.STAFF or person == demo.LEARNER:
        return []
    language = "sv" if person.language == "sv" else "nb"
    fitting = [
        course
        for course in Course.objects.select_related("current_release").order_by("slug")
        if outline_of(_release(course)).source_language == language
    ]
    return chance.sample(fitting, min(len(fitting), chance.choice((1, 1, 2))))


def _take(user: User, course: Course, *, share: float, at: datetime, chance: random.Random) -> Enrolment | None:
    try:
        enrolment = enrol(course=course, learner=user, by=user, at=at)
    except AlreadyEnrolled:
        return None
    do_lessons(enrolment, user, share=share, at=at, chance=chance)
    return enrolment


def do_lessons(enrolment: Enrolment, user: User, *, share: float, at: datetime, chance: random.Random) -> None:
    """Let somebody get on with a course: this share of its lessons, one after the other."""
    lessons = outline_of(enrolment.release).lessons
    for number, lesson in enumerate(lessons[: round(share * len(lessons))]):
        _do_lesson(enrolment, lesson, user, at=at + timedelta(hours=5 * number + 1), chance=chance)


def _do_lesson(enrolment: Enrolment, lesson: Lesson, user: User, *, at: datetime, chance: random.Random) -> None:
    for item in lesson.items:
        done: dict[str, Any] = {"enrolment": enrolment, "lesson_key": lesson.key, "by": user, "at": at}
        if item.kind == ItemKind.READING:
            mark_read(**done)
        elif item.kind == ItemKind.REFLECTION:
            save_reflection(
                **done, item_key=item.key, text=chance.choice(THOUGHTS_SV if user.language == "sv" else THOUGHTS)
            )
        elif item.kind == ItemKind.QUIZ:
            is_timed = bool(item.rule.get("minutes"))
            _pass_quiz(done | {"item_key": item.key}, fails_first=chance.random() < 0.2, is_timed=is_timed)


def _pass_quiz(done: dict[str, Any], *, fails_first: bool, is_timed: bool) -> None:
    """Nobody is perfect: whoever fails first gets most wrong, the others at most one thing in five."""
    chance = random.Random(done["enrolment"].pk)  # noqa: S311  a demo, not a secret
    share = 0.6 if fails_first else 0.2
    first = _hand_in(
        done, lambda questions: _answers_with_errors(questions, share=share, chance=chance), is_timed=is_timed
    )
    if not first.passed:
        with suppress(NoAttemptsLeft):
            _hand_in(done, right_answers, is_timed=is_timed)


def _hand_in(done: dict[str, Any], read: ReadAnswers, *, is_timed: bool) -> Attempt:
    """A timed quiz is started first."""
    if is_timed:
        start_attempt(**done)
    return submit_attempt(**done, read=read)


def _answers_with_errors(questions: list[dict[str, Any]], *, share: float, chance: random.Random) -> dict[str, Any]:
    """The right answers, but for a share of the questions, rounded down."""
    wrong = {question["id"] for question in chance.sample(questions, int(share * len(questions)))}
    return {one["id"]: wrong_answer(one, chance) if one["id"] in wrong else right_answer(one) for one in questions}


def wrong_answer(question: dict[str, Any], chance: random.Random) -> Any:
    """What somebody might say who does not know."""
    kind = question["type"]
    if kind in ("single_choice", "multiple_choice"):
        wrong = [option["id"] for option in question["options"] if not option["correct"]]
        picked = chance.choice(wrong) if wrong else None
        return picked if kind == "single_choice" else [picked]
    if kind == "true_false":
        return "false" if question["answer"] else "true"
    return {"numeric": "1", "short_text": "vet ikke"}.get(kind, {})


def right_answers(questions: list[dict[str, Any]]) -> dict[str, Any]:
    """The key of a quiz as the answers of somebody who knows everything."""
    return {question["id"]: right_answer(question) for question in questions}


def right_answer(question: dict[str, Any]) -> Any:
    kind = question["type"]
    if kind in ("single_choice", "multiple_choice"):
        right = [option["id"] for option in question["options"] if option["correct"]]
        return right[0] if kind == "single_choice" else right
    if kind == "true_false":
        return "true" if question["answer"] else "false"
    if kind == "numeric":
        return question["answer"]
    if kind == "short_text":
        return question["accepted"][0]
    if kind == "ordering":
        return {item["id"]: place for place, item in enumerate(question["items"], start=1)}
    return {pair["id"]: right_id(pair["right"]) for pair in question["pairs"]}


def _let_one_expire(now: datetime) -> None:
    """The contact person passed the duty course so long ago that the certificate has run out."""
    contact = User.objects.get(email=demo.CONTACT.email)
    _take(contact, _duty_course(), share=1, at=now - OPENED + 2 * DAY, chance=random.Random(1))  # noqa: S311


def _let_one_expire_soon(now: datetime) -> None:
    """The chief executive passed the duty course nearly two years ago: the certificate runs out in a month."""
    chief = User.objects.get(email="marit@example.org")
    _take(chief, _duty_course(), share=1, at=now - 695 * DAY, chance=random.Random(2))  # noqa: S311


def _revoke_one(now: datetime) -> None:
    certificate = Certificate.objects.exclude(holder__email=demo.CONTACT.email).order_by("number").first()
    if certificate:
        admin = User.objects.get(email=demo.ADMINISTRATOR.email)
        revoke_certificate(
            certificate=certificate, reason="Utstedt på feil person etter en sammenslåing.", by=admin, at=now - 30 * DAY
        )


def _leave_learner_half_way(now: datetime, chance: random.Random) -> None:
    """The demo's learner has read the first two lessons of the duty course."""
    learner = User.objects.get(email=demo.LEARNER.email)
    _take(learner, _duty_course(), share=0.2, at=now - 6 * DAY, chance=chance)


def _release(course: Course) -> CourseRelease:
    assert course.current_release is not None
    return course.current_release


def _duty_course() -> Course:
    return Course.objects.select_related("current_release").get(slug="beredskapsplikten-pa-en-dag")
