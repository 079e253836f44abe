from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How one learner is with one item, as a teacher sees it. The first that fits counts."""

    NOT_THEIRS = "not_theirs", _("Not part of theirs")
    DONE = "done", _("Done")
    NEEDS_HELP = "needs_help", _("May need help")
    UNDER_WAY = "under_way", _("Under way")
    NOT_STARTED = "not_started", _("Not started")


# In this order from the left of a bar, and in tables.
SHOWN = (State.DONE, State.UNDER_WAY, State.NEEDS_HELP, State.NOT_STARTED, State.NOT_THEIRS)


class Standing(models.TextChoices):
    """How one learner is with the whole course. The first that fits counts."""

    COMPLETED = "completed", _("Completed")
    NEEDS_HELP = "needs_help", _("May need help")
    UNDER_WAY = "under_way", _("Under way")
    NOT_STARTED = "not_started", _("Not started")


class Reason(models.TextChoices):
    """Why somebody may need help, the most urgent first."""

    NO_TRIES_LEFT = "no_tries_left", _("has used all attempts at a quiz")
    DEADLINE = "deadline", _("has a deadline soon, and more than half left")
    FAILED = "failed", _("has not passed a quiz after two attempts or more")
    BEGUN_LONG_AGO = "begun_long_ago", _("began something a week ago or more and has not gone on with it")
    STANDS_STILL = "stands_still", _("has begun, and done nothing for two weeks")


class Sort(models.TextChoices):
    NAME = "name", _("Name")
    PROGRESS = "progress", _("Progress, least first")
    LAST = "last", _("Last active, longest ago first")
