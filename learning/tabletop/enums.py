from django.db import models
from django.utils.translation import gettext_lazy as _


class RunMode(models.TextChoices):
    SOLO = "solo", _("On my own")
    GROUP = "group", _("With others at my table")


class Pace(models.TextChoices):
    STEPPED = "stepped", _("Step by step: we go on when we are ready")
    TIMED = "timed", _("Timed: injects come by the clock")


class RunState(models.TextChoices):
    RUNNING = "running", _("Under way")
    DEBRIEF = "debrief", _("Debrief")
    FINISHED = "finished", _("Finished")
    STOPPED = "stopped", _("Stopped")


# Which state may follow which. A new try is a new run, so nothing leads back.
RUN_MOVES: dict[str, set[str]] = {
    RunState.RUNNING: {RunState.DEBRIEF, RunState.STOPPED},
    RunState.DEBRIEF: {RunState.FINISHED, RunState.STOPPED},
    RunState.FINISHED: set(),
    RunState.STOPPED: set(),
}
OPEN_STATES = (RunState.RUNNING, RunState.DEBRIEF)
