"""A table of the demo that has gone through its tabletop: made by the verbs that people's clicks call."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from cms import clock
from learning.enums import EnrolmentState, ItemKind
from learning.models import Course, Enrolment
from learning.outline import Item, outline_of

from .domain.debriefing import NewPoint, finish_run, save_debrief
from .domain.playing import decide, go_on
from .domain.runs import join_run, start_run
from .enums import Pace, RunMode, RunState
from .models import TabletopRun
from .queries import current_inject, script_of_run

COURSE = "planlegg-en-diskusjonsovelse-pa-fire-uker"
# What the table said at each inject, and which of its choices it took.
SAID = {
    "strommen-gar": (0, "Heller hjem igjen klokka 20 enn å begynne da. Beredskapsrådgiveren ringer varslingslisten."),
    "staben-samles": (
        None,
        "1. Helse og omsorg: rekkefølge for hjemmebesøk. 2. Teknisk: strøm til sykehjem og vannverk. "
        "3. Kommunikasjon: oppslag på butikken og bensinstasjonen, og melding mens mobilen virker.",
    ),
    "sykehjemmet": (1, "Ni sengeliggende tåler flytting dårlig. Er det under 15 grader klokka 22, flytter vi likevel."),
    "statsforvalteren": (
        None,
        "Rapport: hele kommunen uten strøm, sykehjemmet kritisk til aggregatet er koblet. Vi ber om brøyting av "
        "fylkesveien og ett aggregat til. Innbyggerne får vite det på to møteplasser med nødnett og nærradio.",
    ),
}
COMMENTS = {
    "sykehjemmet": "Hvem kan koble et lånt aggregat? Vaktmesteren er alene, og elektrikeren bor på den andre siden."
}
ANSWERS = (
    "Vi visste bare det nettselskapet sa. At mobilen ville vare hele natten, antok vi alle sammen.",
    "Vi delte ut oppgaver med navn på i første møte, og loggen ble ført fra første telefon.",
    "Listen over trygghetsalarmer lå bare i fagsystemet, og ingen ved bordet visste hvem som kan koble aggregatet.",
)
POINTS = (
    ("Skrive ut listen over hjemmeboende med trygghetsalarm hver måned, i låst skap", "Leder for hjemmetjenesten", 40),
    ("Avtale med Elvestad om lån av aggregat, og prøve å koble det på sykehjemmet", "Teknisk sjef", 120),
)


def seed() -> None:
    """One finished run of two people who take the course. Safe to run again."""
    course = Course.objects.select_related("current_release").filter(slug=COURSE).first()
    item = _tabletop_of(course) if course else None
    if course is None or item is None or TabletopRun.objects.exists():
        return
    people = Enrolment.objects.filter(course=course).exclude(state=EnrolmentState.WITHDRAWN)
    found = list(people.select_related("learner").order_by("enrolled_at", "pk")[:2])
    if found:
        with transaction.atomic():
            _run(found, item, at=max(clock.now() - timedelta(days=20), found[-1].enrolled_at + timedelta(hours=1)))


def _tabletop_of(course: Course) -> Item | None:
    lessons = outline_of(course.current_release).lessons if course.current_release else ()
    return next((item for lesson in lessons for item in lesson.items if item.kind == ItemKind.TABLETOP), None)


def _run(people: list[Enrolment], item: Item, *, at: datetime) -> None:
    leads, *others = people
    about: dict[str, Any] = {"lesson_key": item.lesson_key, "item_key": item.key}
    run = start_run(enrolment=leads, **about, mode=RunMode.GROUP, pace=Pace.STEPPED, by=leads.learner, at=at)
    for one in others:
        join_run(code=run.code, enrolment=one, **about, by=one.learner, at=at)
    minutes = 0
    while run.state == RunState.RUNNING:
        minutes += 8
        _comment(run, others, at=at + timedelta(minutes=minutes - 3))
        run = _step(run, leads, at=at + timedelta(minutes=minutes))
    _debrief(run, leads, at=at + timedelta(minutes=minutes + 15))


def _comment(run: TabletopRun, others: list[Enrolment], *, at: datetime) -> None:
    current = current_inject(run)
    for one in others if current.inject_key in COMMENTS else ():
        said: dict[str, Any] = {"choice": "", "text": COMMENTS[current.inject_key], "seen": 0}
        decide(run=run, number=current.number, by=one.learner, at=at, **said)


def _step(run: TabletopRun, leads: Enrolment, *, at: datetime) -> TabletopRun:
    current = current_inject(run)
    place, text = SAID[current.inject_key]
    choices = script_of_run(run).inject(current.inject_key)["choices"]
    choice = choices[place]["id"] if place is not None else ""
    decide(run=run, number=current.number, choice=choice, text=text, seen=0, by=leads.learner, at=at)
    return go_on(run=run, number=current.number, by=leads.learner, at=at + timedelta(minutes=2))


def _debrief(run: TabletopRun, leads: Enrolment, *, at: datetime) -> None:
    questions = script_of_run(run).questions
    answers = {one["id"]: text for one, text in zip(questions, ANSWERS, strict=True)}
    for text, owner, days in POINTS:
        due_on: date = clock.local_date(at) + timedelta(days=days)
        save_debrief(run=run, answers={}, point=NewPoint(text, owner, due_on), by=leads.learner, at=at)
    finish_run(run=run, answers=answers, by=leads.learner, at=at)
