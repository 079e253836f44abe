"""The after-action note: who was there, what happened, what the table says of it and will do, as a page and as text."""

from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from ..models import DebriefAnswer, ImprovementPoint
from .table import Table

Context = dict[str, Any]


def note_view(table: Table) -> Context:
    answers = {one.question: one.text for one in DebriefAnswer.objects.filter(run=table.run)}
    return table.head() | {
        "log": table.log(),
        "answers": [{"prompt": one["prompt"], "text": answers.get(one["id"], "")} for one in table.script.questions],
        "points": list(ImprovementPoint.objects.filter(run=table.run).order_by("due_on", "pk")),
        "sources": table.script.block,
    }


def note_as_text(note: Context) -> str:
    """The note as Markdown, for whatever files the organisation keeps. What people wrote is indented, never markup."""
    run = note["run"]
    parts = [
        "# " + _("After-action note") + f": {note['title']}",
        f"{note['course_title']}. {moment(run.started_at)} – {moment(run.finished_at)}",
        "## " + _("At the table"),
        "\n".join(f"- {_person(one)}" for one in note["people"]),
        "## " + _("What happened"),
        *(_entry(entry) for entry in note["log"]),
        "## " + _("Debrief"),
        *(f"**{one['prompt']}**\n\n{_quoted(one['text'])}" for one in note["answers"]),
        "## " + _("What we will do differently"),
        "\n".join(_point(one) for one in note["points"]) or _("Nothing was noted."),
    ]
    return "\n\n".join(parts) + "\n"


def _person(one: Context) -> str:
    words = [one["name"], one["organisation"], _("leads the table") if one["is_leader"] else ""]
    return ", ".join(word for word in [*words, _("left before the end") if one["has_left"] else ""] if word)


def _entry(entry: Context) -> str:
    lines = [f"### {entry['number']}. {entry['title']} ({moment(entry['shown_at'])})"]
    lines += [f"*{entry['sender']}*"] if entry["sender"] else []
    lines.append(entry["question"])
    for said in entry["decisions"]:
        words = " – ".join(word for word in (said["choice"], said["text"]) if word)
        lines.append(f"{_role(said)} {said['who']}, {moment(said['at'])}:\n\n{_quoted(words)}")
    lines += [_("Nothing was decided.")] if entry["undecided"] else []
    lines += [f"→ {entry['consequence']}"] if entry["consequence"] else []
    return "\n\n".join(lines)


def _role(said: Context) -> str:
    if not said["is_tables"]:
        return _("Comment,")
    return _("Correction,") if said["is_correction"] else _("Decision,")


def _point(one: ImprovementPoint) -> str:
    return f"- {_line(one.text)} ({_line(one.owner)}, {formats.date_format(one.due_on, 'DATE_FORMAT')})"


def _line(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in (text or "–").splitlines())


def moment(at: Any) -> str:
    return formats.date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT") if at else "–"
