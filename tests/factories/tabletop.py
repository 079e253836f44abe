"""Tabletops as editors store them, and tables that go through them."""

from datetime import timedelta

from learning.snapshot import item_key
from learning.tabletop.domain.debriefing import finish_run
from learning.tabletop.domain.playing import decide, go_on
from learning.tabletop.domain.runs import join_run, start_run
from learning.tabletop.enums import Pace, RunMode
from learning.tabletop.models import TabletopRun
from learning.tabletop.queries import current_inject, decided, script_of_run

from .blocks import block_id, items
from .learning import AT, lessons_of, make_course, make_enrolment
from .people import make_user

MINUTE = timedelta(minutes=1)
# What `TABLETOP` may decide where the way parts.
OPEN_HALL, WAIT = block_id("power-choice0"), block_id("power-choice1")


def choice(text, *, consequence="", leads_to="next", inject=""):
    return {"text": text, "consequence": consequence, "leads_to": leads_to, "inject": inject}


def inject(key, *choices, minutes=0, leads_to="next", to="", **more):
    return {
        "key": key,
        "minutes": minutes,
        "title": f"Innspill {key}",
        "sender": "Nettselskapet ringer",
        "text": f"<p>Dette skjer: {key}.</p>",
        "image": None,
        "alt_text": "",
        "question": f"Hva gjør dere: {key}?",
        "choices": items(*choices, name=f"{key}-choice"),
        "leads_to": leads_to,
        "inject": to,
    } | more


def tabletop(*injects, name="tabletop", pace="stepped", counted_from="start", debrief=("Hva gikk bra?",)):
    """Three injects by default, the way parting at the first one: `hall` or `calls`, and both end in `press`."""
    value = {
        "title": "Strømmen går",
        "introduction": "<p>Det er januar.</p>",
        "roles": items({"name": "Kriseleder", "task": "Leder møtet"}, name=f"{name}-role"),
        "pace": pace,
        "counted_from": counted_from,
        "injects": items(*(injects or POWER_CUT), name=f"{name}-inject"),
        "debrief": items(*({"prompt": prompt, "help": ""} for prompt in debrief), name=f"{name}-debrief"),
        "sources": [],
    }
    return {"type": "tabletop", "id": block_id(name), "value": value}


POWER_CUT = (
    inject(
        "power",
        choice("Åpner idrettshallen", consequence="Hallen er varm.", leads_to="inject", inject="hall"),
        choice("Venter", consequence="Telefonen ringer.", leads_to="inject", inject="calls"),
    ),
    inject("hall", minutes=20, leads_to="inject", to="press"),
    inject("calls", minutes=20),
    inject("press", minutes=35),
)
QUESTION = block_id("tabletop-debrief0")


def make_tabletop_course(*injects, lessons=1, in_order=False, **more):
    return make_course(
        lessons=[[tabletop(*injects, name=f"tabletop{number or ''}", **more)] for number in range(lessons)],
        in_order=in_order,
    )


def tabletop_of(enrolment, number=1):
    """What the verbs want to know: the tabletop of a lesson."""
    lesson = lessons_of(enrolment)[number - 1]
    item = next(item for item in lesson.items if item.kind == "tabletop")
    return {"enrolment": enrolment, "lesson_key": lesson.key, "item_key": item.key}


def make_run(
    enrolment=None,
    *,
    mode=RunMode.SOLO,
    pace=Pace.TIMED,
    at=AT,
    number=1,
    injects=(),
    pace_of_story="stepped",
    **course,
):
    """A run just begun. It is timed where the story is."""
    enrolment = enrolment or make_enrolment(course=make_tabletop_course(*injects, pace=pace_of_story, **course), at=at)
    return start_run(**tabletop_of(enrolment, number), mode=mode, pace=pace, by=enrolment.learner, at=at)


def make_timed(*injects, counted_from="start", mode=RunMode.SOLO):
    """A run by the clock."""
    return make_run(injects=injects, pace_of_story="timed", counted_from=counted_from, mode=mode)


def make_group(*, others=1, at=AT, **course):
    """A run of a group, and the people who have joined it."""
    run = make_run(mode=RunMode.GROUP, at=at, **course)
    return run, [join(run, at=at) for _ in range(others)]


def join(run, user=None, *, at=AT):
    enrolment = make_enrolment(course=run.enrolment.course, learner=user or make_user(), at=at)
    join_run(code=run.code, **tabletop_of(enrolment), by=enrolment.learner, at=at)
    return enrolment.learner


def keys_of(run):
    """The way a table has come."""
    return list(run.injects.order_by("number").values_list("inject_key", flat=True))


def leader(run):
    return run.enrolment.learner


def say(run, text="Vi samler oss", *, choice="", number=None, seen=0, by=None, at=AT):
    number = number or current_inject(run).number
    return decide(run=run, number=number, choice=choice, text=text, seen=seen, by=by or leader(run), at=at)


def step(run, *, choice="", at=AT, by=None):
    """Decide at the inject where the table is, and go on."""
    current = current_inject(run)
    script = script_of_run(run)
    first = script.inject(current.inject_key)["choices"]
    if decided(current) is None:
        say(run, choice=choice or (first[0]["id"] if first else ""), at=at)
    return go_on(run=run, number=current.number, by=by or leader(run), at=at)


def to_debrief(run, *, choice="", at=AT):
    """Step by step through the whole story."""
    run = step(run, choice=choice, at=at)
    while run.state == "running":
        at += 5 * MINUTE
        run = step(run, at=at)
    return run


def finish(run, *, answers=None, choice="", point=None, at=AT):
    run = to_debrief(run, choice=choice, at=at)
    answers = answers if answers is not None else {one["id"]: "Vi var raske." for one in script_of_run(run).questions}
    return finish_run(run=run, answers=answers, point=point, by=leader(run), at=at + 60 * MINUTE)


def again(run):
    return TabletopRun.objects.select_related("release", "enrolment__course", "enrolment__learner").get(pk=run.pk)


def key_in(lesson_key, name="tabletop"):
    return item_key(lesson_key, block_id(name))
