"""What the demo's municipalities are asked, and people who have done it, soon must, or should have. Safe to run again.

The law asks for a system that sees to it that people are qualified for their roles; which course and how often is the
demo centre's advice, and its sources say so.
"""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction

from cms import clock
from cms.demo import people as demo
from cms.people.models import User
from cms.seeds import OPENED
from learning.domain.attempts import start_attempt, submit_attempt
from learning.domain.enrolments import AlreadyEnrolled, enrol
from learning.domain.progress import mark_read
from learning.enums import ItemKind
from learning.models import Course, Enrolment
from learning.outline import Lesson, outline_of
from learning.seeds import right_answers

from .demands import forget_demands
from .domain.obligations import refresh_obligations
from .domain.path_completions import award_for_path, take_down_completions, waiting_for_certificates
from .domain.paths import PathTerms, StepTerms, publish_path
from .domain.requirements import Terms, define_requirement
from .models import LearningPath, Requirement

DAY = timedelta(days=1)
PATH = "ny-beredskapsradgiver"
DUTY, ROS, STAFF = "beredskapsplikten-pa-en-dag", "helhetlig-ros-i-praksis", "stabsarbeid-og-loggforing"
FIRST_AID, STOCK = "psykologisk-forstehjelp", "forsyning-og-beredskapslager"
EXERCISE = "planlegg-en-diskusjonsovelse-pa-fire-uker"
REGULATION = "https://lovdata.no/dokument/SF/forskrift/2011-08-22-894"
SECTION_7 = "Forskrift om kommunal beredskapsplikt § 7 (system for opplæring). "


class Asked(NamedTuple):
    names: dict[str, str]
    role: str
    target: tuple[str, str]
    every: int | None
    grace: int
    source: str


ASKED = (
    Asked(
        {"nb": "ROS-kompetanse", "nn": "ROS-kompetanse", "sv": "RSA-kompetens", "en": "Risk analysis"},
        "preparedness_adviser",
        ("course", ROS),
        48,
        90,
        SECTION_7 + "Hvert fjerde år er senterets råd, i takt med at kommunestyret får analysen til behandling.",
    ),
    Asked(
        {"nb": "Kjenner beredskapsplikten", "nn": "Kjenner beredskapsplikta", "en": "Knows the preparedness duty"},
        "crisis_manager",
        ("course", DUTY),
        24,
        90,
        SECTION_7 + "Annethvert år er senterets råd; da skal planen også øves.",
    ),
    Asked(
        {"nb": "Øverste leder kjenner plikten", "nn": "Øvste leiar kjenner plikta", "en": "The chief knows the duty"},
        "chief_executive",
        ("course", DUTY),
        24,
        90,
        SECTION_7 + "Annethvert år er senterets råd.",
    ),
    Asked(
        {"nb": "Stab og logg", "nn": "Stab og logg", "sv": "Stab och logg", "en": "Staff work and log"},
        "log_keeper",
        ("course", STAFF),
        36,
        180,
        SECTION_7 + "Hvert tredje år er senterets råd.",
    ),
    Asked(
        {"nb": "Psykologisk førstehjelp", "nn": "Psykologisk førstehjelp", "en": "Psychological first aid"},
        "psychosocial_lead",
        ("course", FIRST_AID),
        36,
        90,
        SECTION_7 + "Hvert tredje år er senterets råd.",
    ),
    Asked(
        {"nb": "Stedfortreder som kan overta", "nn": "Stadfortredar som kan ta over", "en": "Deputy who can take over"},
        "deputy_adviser",
        ("path", PATH),
        None,
        365,
        SECTION_7 + "Læringsløpet er senterets råd til den som skal kunne overta på dagen.",
    ),
)

# Who did which course how many days ago. The others have not done what their role asks.
DONE = (
    ("hakon@example.org", ROS, 300),
    ("hakon@example.org", EXERCISE, 200),
    ("solveig@example.org", ROS, 520),
    ("dagerik@example.org", ROS, 90),
    ("ola@example.org", DUTY, 705),
    ("gro@example.org", DUTY, 790),
    ("magnus@example.org", DUTY, 240),
    ("silje@example.org", STAFF, 260),
    ("annelise@example.org", FIRST_AID, 410),
    ("ragnhild@example.org", FIRST_AID, 1020),
)


def seed() -> None:
    """Requirements, a path, who has done what, and what it all amounts to."""
    opened = clock.now() - OPENED + 30 * DAY
    if not LearningPath.objects.filter(slug=PATH).exists():
        _seed_path(at=opened)
    if not Requirement.objects.exists():
        _seed_requirements(at=opened)
        _seed_done(clock.now())
    forget_demands()
    take_down_completions()
    for completion_id in waiting_for_certificates():
        award_for_path(completion_id=completion_id, at=clock.now())
    refresh_obligations(at=clock.now())


def _seed_path(*, at: datetime) -> None:
    terms = PathTerms(
        names={
            "nb": "Ny beredskapsrådgiver",
            "nn": "Ny beredskapsrådgjevar",
            "sv": "Ny beredskapssamordnare",
            "en": "New preparedness adviser",
        },
        descriptions={
            "nb": "Fra første dag i rollen til du kan lede arbeidet med ROS, plan og øvelse i egen kommune.",
            "nn": "Frå første dag i rolla til du kan leie arbeidet med ROS, plan og øving i eigen kommune.",
            "en": "From the first day in the role until you can lead the work with risk analysis, plan and exercises.",
        },
        steps=(
            StepTerms({"nb": "Plikten", "nn": "Plikta", "en": "The duty"}, _ids(DUTY)),
            StepTerms({"nb": "Risiko og sårbarhet", "nn": "Risiko og sårbarheit", "en": "Risk"}, _ids(ROS)),
            StepTerms(
                {"nb": "Fordypning", "nn": "Fordjuping", "en": "Going deeper"},
                _ids(STAFF, EXERCISE, FIRST_AID, STOCK),
                needed=1,
            ),
        ),
        awards_certificate=True,
    )
    publish_path(slug=PATH, terms=terms, by=User.objects.get(email=demo.COURSE_OWNER.email), at=at)


def _ids(*slugs: str) -> tuple[int, ...]:
    return tuple(sorted(Course.objects.filter(slug__in=slugs).values_list("pk", flat=True)))


def _seed_requirements(*, at: datetime) -> None:
    coordinator = User.objects.get(email=demo.COORDINATOR.email)
    keys = {slug: str(key) for slug, key in Course.objects.values_list("slug", "translation_key")}
    for asked in ASKED:
        kind, name = asked.target
        terms = Terms(
            names=asked.names,
            role=asked.role,
            target_kind=kind,
            target_key=keys[name] if kind == "course" else name,
            valid_from=_first_of_year(at),
            organisation_kinds=("municipality",),
            countries=("no",),
            cadence_months=asked.every,
            grace_days=asked.grace,
            source_text=asked.source,
            source_url=REGULATION,
        )
        define_requirement(terms=terms, by=coordinator, at=at)


def _first_of_year(at: datetime) -> date:
    return clock.local_date(at).replace(month=1, day=1)


@transaction.atomic
def _seed_done(now: datetime) -> None:
    for email, slug, days in DONE:
        user, course = User.objects.get(email=email), Course.objects.get(slug=slug)
        try:
            enrolment = enrol(course=course, learner=user, by=user, at=now - days * DAY)
        except AlreadyEnrolled:
            continue
        for number, lesson in enumerate(outline_of(enrolment.release).lessons):
            _do(enrolment, lesson, user, at=now - days * DAY + timedelta(minutes=20 * number + 5))


def _do(enrolment: Enrolment, lesson: Lesson, user: User, *, at: datetime) -> None:
    """Read a lesson, or pass its quizzes at the first try."""
    for item in lesson.items:
        if item.kind == ItemKind.READING:
            mark_read(enrolment=enrolment, lesson_key=lesson.key, by=user, at=at)
        elif item.kind == ItemKind.QUIZ:
            done: dict[str, Any] = {"lesson_key": lesson.key, "item_key": item.key, "by": user, "at": at}
            start_attempt(enrolment=enrolment, **done)
            submit_attempt(enrolment=enrolment, read=right_answers, **done)
