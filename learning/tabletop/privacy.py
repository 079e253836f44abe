"""What tabletops hold of a person: at which tables they sat, and what they decided there.

What a group decided is the group's: it stays, said by "a participant". What somebody wrote alone goes with them.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from cms.privacy.answers import Answer, Rows, Subject, register, stays
from cms.privacy.purposes import PUBLIC_TASK, Purpose, register_purpose
from cms.privacy.retention import ANONYMISED, DELETED, Rule, retain

from .enums import OPEN_STATES, RunMode, RunState
from .models import DebriefAnswer, Decision, ImprovementPoint, Participant, RunInject, TabletopRun

register_purpose(
    Purpose(
        "tabletop",
        _("Tabletop exercises"),
        _("At which tables you sat, for which organisation, and what you decided and wrote there."),
        PUBLIC_TASK,
        _("What you wrote alone goes with your account; what a group decided stays with it for five years, unnamed."),
        _("Those at the table. Teachers of the course see sums, and the note of a table that shares it."),
        46,
    )
)


def forget_decisions(rows: Rows, subject: Subject, at: datetime) -> int:
    alone = rows.filter(inject__run__mode=RunMode.SOLO).values_list("pk", flat=True)
    return Decision.objects.filter(pk__in=list(alone)).forget_words("text")


def forget_answers(rows: Rows, subject: Subject, at: datetime) -> int:
    return rows.filter(run__mode=RunMode.SOLO).update(text="")


def forget_points(rows: Rows, subject: Subject, at: datetime) -> int:
    deleted: int = rows.filter(run__mode=RunMode.SOLO).delete()[0]
    return deleted


def let_go_of_seats(rows: Rows, subject: Subject, at: datetime) -> int:
    """The seat stays, so that the log of the others makes sense; nobody knows any more whose it was."""
    return rows.update(user=None)


def close_tables(rows: Rows, subject: Subject, at: datetime) -> int:
    """A table whose leader is gone goes no further, and its note is shared no longer."""
    rows.filter(shared_at__isnull=False).update(shared_at=None)
    return rows.filter(state__in=OPEN_STATES).update(state=RunState.STOPPED, code="", finished_at=at, clock_since=None)


register(
    # Before the seats they are found by.
    Answer(
        Decision,
        purpose="tabletop",
        by=("participant__user",),
        also=("inject",),
        columns=("inject__run__enrolment__course__title", "organisation__name", "text", "at"),
        erase=forget_decisions,
        order=90,
    ),
    Answer(
        DebriefAnswer,
        purpose="tabletop",
        by=("run__enrolment__learner",),
        columns=("text", "saved_at"),
        erase=forget_answers,
        order=90,
    ),
    Answer(
        ImprovementPoint,
        purpose="tabletop",
        by=("run__enrolment__learner",),
        columns=("text", "owner", "due_on"),
        erase=forget_points,
        order=90,
    ),
    Answer(
        Participant,
        purpose="tabletop",
        by=("user",),
        also=("enrolment", "run"),
        columns=("run__enrolment__course__title", "organisation__name", "is_leader", "joined_at", "left_at"),
        erase=let_go_of_seats,
        order=95,
    ),
    Answer(
        RunInject,
        purpose="tabletop",
        by=("run__enrolment__learner",),
        columns=("run__enrolment__course__title", "number", "shown_at"),
        erase=stays,
    ),
    Answer(
        TabletopRun,
        purpose="tabletop",
        by=("enrolment__learner",),
        columns=("enrolment__course__title", "mode", "pace", "state", "started_at", "finished_at", "shared_at"),
        erase=close_tables,
    ),
)


def runs_with_words(before: datetime) -> Rows:
    """Runs that ended so long ago and still have something in them."""
    decided = Decision.objects.filter(inject__run=OuterRef("pk")).exclude(text="")
    answered = DebriefAnswer.objects.filter(run=OuterRef("pk"))
    return TabletopRun.objects.filter(Exists(decided) | Exists(answered), finished_at__lt=before)


def forget_words(rows: Rows, at: datetime) -> int:
    runs = list(rows.values_list("pk", flat=True))
    Decision.objects.filter(inject__run__in=runs).forget_words("text")
    DebriefAnswer.objects.filter(run__in=runs).delete()
    return len(runs)


def drop_runs(rows: Rows, at: datetime) -> int:
    return sum(bool(run.delete()) for run in rows)


retain(
    Rule(
        "tabletop.words",
        TabletopRun,
        _("What tables wrote at their tabletops"),
        ANONYMISED,
        due=runs_with_words,
        act=forget_words,
    ),
    Rule(
        "tabletop.unfinished",
        TabletopRun,
        _("Tabletops that were begun and never finished"),
        DELETED,
        due=lambda before: TabletopRun.objects.exclude(state=RunState.FINISHED).filter(started_at__lt=before),
        act=drop_runs,
    ),
)
