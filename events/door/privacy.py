"""What the door holds of a person: that they came. Numbers stay, words go."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.privacy.answers import Answer, Rows, Subject, blank, delete_rows, register, stays
from cms.privacy.purposes import PUBLIC_TASK, Purpose, register_purpose
from cms.privacy.retention import ANONYMISED, DELETED, Rule, drop, retain

from .models import (
    AttendanceAward,
    AttendanceCertificate,
    AttendanceCorrection,
    AttendeeSurvey,
    CheckIn,
    PresenceImport,
    PresenceLine,
    Settlement,
    TicketCode,
)

# Before the places themselves let go of the account they are found by.
EARLY = 30

register_purpose(
    Purpose(
        "attendance",
        _("Where you have been"),
        _("When you were checked in at events, went to online meetings, and what staff have corrected about it."),
        PUBLIC_TASK,
        _("As long as your places are kept. After that only numbers remain."),
        _("You, and the door staff and coordinators of the centre."),
        61,
    )
)


def forget_reasons(rows: Rows, subject: Subject, at: datetime) -> int:
    """That attendance was corrected stays; why was written about a person."""
    return AttendanceCorrection.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).forget_words("reason")


def old_reasons(before: datetime) -> Rows:
    return AttendanceCorrection.objects.filter(at__lt=before).exclude(reason="")


def forget_old_reasons(rows: Rows, at: datetime) -> int:
    """For people without an account, whom nobody erases."""
    return AttendanceCorrection.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).forget_words("reason")


def old_lines(before: datetime) -> Rows:
    """Lines of reports nothing was written in of, or that named nobody."""
    return PresenceLine.objects.filter(report__checked_at__lt=before)


register(
    Answer(
        CheckIn,
        purpose="attendance",
        by=("place__user",),
        by_address=("place__email",),
        also=("by", "undoes"),
        columns=("occurrence__series__titles", "kind", "source", "door", "scanned_at", "result", "minutes"),
        words={"occurrence__series__titles": pgettext_lazy("occurrence", "event")},
        erase=stays,
        order=EARLY,
    ),
    Answer(
        AttendanceCorrection,
        purpose="attendance",
        by=("place__user",),
        by_address=("place__email",),
        also=("by",),
        columns=("place__occurrence__series__titles", "came", "reason", "at"),
        words={"place__occurrence__series__titles": pgettext_lazy("occurrence", "event")},
        erase=forget_reasons,
        order=EARLY,
    ),
    Answer(
        AttendanceCertificate,
        purpose="attendance",
        by=("place__user",),
        by_address=("place__email",),
        columns=("award__title", "certificate__number", "problem"),
        words={"award__title": _("what for"), "certificate__number": _("certificate number")},
        erase=stays,
        order=EARLY,
    ),
    Answer(
        TicketCode,
        purpose="attendance",
        by=("place__user",),
        by_address=("place__email",),
        columns=("code", "seen_at"),
        erase=delete_rows,
        order=EARLY,
    ),
    Answer(
        PresenceLine,
        purpose="attendance",
        by=("place__user",),
        by_address=("email",),
        also=("name",),
        columns=("report__checked_at", "name", "email", "minutes"),
        words={"report__checked_at": _("report read")},
        erase=blank(name="", email=""),
        order=EARLY,
    ),
    Answer(
        AttendeeSurvey,
        purpose="editing",
        by=("by",),
        columns=("ask_at", "planned_at"),
        erase=stays,
        theirs=False,
    ),
    Answer(
        Settlement,
        purpose="editing",
        by=("by",),
        columns=("settled_at",),
        erase=stays,
        theirs=False,
    ),
    Answer(
        AttendanceAward,
        purpose="editing",
        by=("by",),
        columns=("title", "state", "started_at"),
        erase=stays,
        theirs=False,
    ),
    Answer(
        PresenceImport,
        purpose="editing",
        by=("by",),
        columns=("state", "checked_at"),
        erase=stays,
        theirs=False,
    ),
)
retain(
    Rule(
        "door.report_lines",
        PresenceLine,
        _("Lines of attendance reports of online meetings"),
        DELETED,
        old_lines,
        drop,
    ),
    Rule(
        "door.reasons",
        AttendanceCorrection,
        _("Why attendance was corrected"),
        ANONYMISED,
        old_reasons,
        forget_old_reasons,
    ),
)
