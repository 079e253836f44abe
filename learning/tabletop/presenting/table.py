"""A page of a run: where the table is, what is decided there, and what can be done next."""

from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from learning.outline import outline_of

from ..enums import Pace, RunState
from ..forms import DecisionForm
from ..models import Decision, Participant, RunInject, TabletopRun
from ..queries import decisions_of, script_of_run
from ..script import Script
from ..timing import crisis_pauses, is_due
from .addresses import address
from .log import log_view, people_view, said_view

Context = dict[str, Any]


class Table:
    """Everything about a run that its pages show, read once: injects, decisions and people in three queries."""

    def __init__(self, seat: Participant) -> None:
        self.seat, self.run = seat, seat.run
        outline = outline_of(self.run.release)
        self.language = outline.language_for(get_language() or "")
        self.course_title = outline.texts[self.language]["title"]
        self.lesson_title = outline.by_key[self.run.lesson_key].titles[self.language]
        self.script: Script = script_of_run(self.run, self.language)
        self.injects = list(self.run.injects.order_by("number"))
        self.decisions = decisions_of(self.run)
        people = self.run.participants.select_related("user", "organisation").order_by("joined_at", "pk")
        self.people = list(people)

    @property
    def current(self) -> RunInject:
        return self.injects[-1]

    def inject(self, number: int) -> RunInject | None:
        return next((one for one in self.injects if one.number == number), None)

    def decisions_at(self, inject: RunInject) -> list[Decision]:
        return [one for one in self.decisions if one.inject_id == inject.pk]

    def tables_decision(self, inject: RunInject) -> Decision | None:
        mine = [one for one in self.decisions_at(inject) if one.participant.is_leader]
        return max(mine, key=lambda one: one.number, default=None)

    def is_due(self, *, at: datetime) -> bool:
        decision = self.tables_decision(self.current)
        return is_due(self.run, self.current, self.script, chosen=decision.choice if decision else "", at=at)

    def head(self) -> Context:
        """What every page of the run shows."""
        run = self.run
        return {
            "run": run,
            "leads": self.seat.is_leader,
            "title": self.script.block["title"],
            "course_title": self.course_title,
            "lesson_title": self.lesson_title,
            "content_language": self.language,
            "course_url": address_of_course(run),
            "lesson_url": f"{address_of_course(run)}{run.lesson_key}/",
            "hub_url": f"{address_of_course(run)}{run.lesson_key}/tabletop/{run.item_key.split(':', 1)[1]}/",
            "urls": {name: address(name, run) for name in NAMES},
            "people": people_view(self.people),
        }

    def log(self) -> list[Context]:
        return log_view(self.script, self.injects, self.decisions)


NAMES = ("run", "clock", "status", "leave", "stop", "debrief", "note", "note_text", "share")


def address_of_course(run: TabletopRun) -> str:
    return f"/learn/{run.enrolment.course.slug}/"


def inject_view(table: Table, inject: RunInject, *, at: datetime) -> Context:
    """What an inject's page shows, the one the table is at or one it has left."""
    run, script = table.run, table.script
    told, decision = script.inject(inject.inject_key), table.tables_decision(inject)
    is_current = run.state == RunState.RUNNING and inject.number == table.current.number
    taken = inject.chosen if inject.left_at else decision.choice if decision else ""
    choice = script.choice(inject.inject_key, taken)
    mine = [one for one in table.decisions_at(inject) if one.participant_id == table.seat.pk]
    ends = script.after(inject.inject_key, decision.choice if decision else "") is None
    earlier = [entry for entry in table.log() if entry["number"] != inject.number]
    return table.head() | {
        "inject": told,
        "number": inject.number,
        "shown_at": inject.shown_at,
        "scenario": script.block if inject.number == 1 else None,
        "said": [said_view(script, inject, one) for one in table.decisions_at(inject)],
        "consequence": choice["consequence"] if choice else "",
        "decided": decision is not None,
        "seen": len(mine),
        "form": DecisionForm(inject=told, leads=table.seat.is_leader, language=table.language),
        "is_current": is_current,
        "current_url": address("run", run),
        "decide_url": address("decide", run, inject.number),
        "on_url": address("on", run, inject.number),
        "goes_on": is_current and table.seat.is_leader and (run.pace == Pace.STEPPED or ends),
        "ends": ends,
        "waits": is_current and run.pace == Pace.TIMED and not (ends and decision),
        "waits_for_choice": script.waits_for_choice(inject.inject_key) and decision is None,
        "is_due": is_current and table.is_due(at=at),
        "clock_stands": run.pace == Pace.TIMED and run.clock_since is None,
        "crisis_pause": run.pace == Pace.TIMED and crisis_pauses(run, at=at),
        "log": earlier,
    }


def status_view(table: Table, *, at: datetime) -> Context:
    """What the page's script asks for now and then."""
    return {"state": table.run.state, "number": table.current.number, "due": table.is_due(at=at)}
