from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ScanKind(models.TextChoices):
    ENTRY = "entry", _("Came in")
    EXIT = "exit", _("Went out")
    UNDO = "undo", _("Undone")


class Source(models.TextChoices):
    """How it is known that somebody was there."""

    DOOR = "door", _("At the door")
    JOIN = "join", _("Went to the online meeting")
    IMPORT = "import", _("Attendance report")
    MANUAL = "manual", _("Written in by hand")


class Result(models.TextChoices):
    """What the door said."""

    OK = "ok", _("Welcome")
    ALREADY = "already", _("Already checked in")
    NOT_IN = "not_in", _("Not checked in")
    CANCELLED = "cancelled", pgettext_lazy("booking", "Cancelled")
    WAITING = "waiting", _("No confirmed place")
    FOREIGN = "foreign", _("Another event")
    OLD = "old", _("No longer valid")
    UNKNOWN = "unknown", _("Unknown code")


# Staff may let these in all the same; what the others hold up is nobody's place here.
FORCEABLE = frozenset({Result.ALREADY, Result.CANCELLED, Result.WAITING})


class Match(models.TextChoices):
    """How a line of an attendance report was understood."""

    EMAIL = "email", _("By e-mail address")
    NAME = "name", _("By name")
    NONE = "none", _("Nobody")


class PresenceProblem(models.TextChoices):
    """Why a line of an attendance report counts for nobody, as a good colleague would say it."""

    UNKNOWN = "unknown", _("Nobody with this address or name has a place.")
    SEVERAL = "several", _("Several people have this name. Check them in by hand.")
    NO_NAME = "no_name", _("There is neither a name nor an address in this line.")
    SHORT = "short", _("Was there for less than the minutes you asked for.")


class ImportState(models.TextChoices):
    CHECKED = "checked", _("Checked, nothing is written yet")
    APPLIED = "applied", _("Written in")


class AwardState(models.TextChoices):
    RUNNING = "running", _("Being awarded")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Stopped")


class AwardProblem(models.TextChoices):
    NO_ACCOUNT = "no_account", _("Has no account. When there is one with the same address, award again.")
    CLOSED = "closed", _("The account is closed.")
