"""The log of a table: what came when, who decided what, and what it led to."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from ..models import Decision, Participant, RunInject
from ..script import Script

Context = dict[str, Any]


def log_view(script: Script, injects: Iterable[RunInject], decisions: Iterable[Decision]) -> list[Context]:
    """Every inject the table has met, in order, with what was said at it."""
    said: dict[int, list[Decision]] = {}
    for decision in decisions:
        said.setdefault(decision.inject_id, []).append(decision)
    return [_entry(script, inject, said.get(inject.pk, [])) for inject in injects]


def _entry(script: Script, inject: RunInject, decisions: list[Decision]) -> Context:
    told = script.inject(inject.inject_key)
    chosen = script.choice(inject.inject_key, inject.chosen)
    return {
        "number": inject.number,
        "shown_at": inject.shown_at,
        "title": told["title"],
        "sender": told["sender"],
        "question": told["question"],
        "decisions": [said_view(script, inject, one) for one in decisions],
        "consequence": chosen["consequence"] if chosen else "",
        "undecided": inject.left_at is not None and not any(one.participant.is_leader for one in decisions),
    }


def said_view(script: Script, inject: RunInject, decision: Decision) -> Context:
    """One line of the log. After the way was taken, what the leader writes is a correction of it."""
    choice = script.choice(inject.inject_key, decision.choice)
    return {
        "who": name_of(decision.participant),
        "organisation": decision.organisation.name if decision.organisation else "",
        "is_tables": decision.participant.is_leader,
        "is_correction": decision.number > 1,
        "choice": choice["text"] if choice else "",
        "text": decision.text,
        "at": decision.at,
    }


def name_of(participant: Participant) -> str:
    """The name, or "a participant" for somebody whose account is gone."""
    name = participant.user.name if participant.user else ""
    return name or _("A participant")


def people_view(participants: Iterable[Participant]) -> list[Context]:
    return [
        {
            "name": name_of(one),
            "organisation": one.organisation.name if one.organisation else "",
            "is_leader": one.is_leader,
            "has_left": one.left_at is not None,
        }
        for one in participants
    ]
