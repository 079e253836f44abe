import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import OPEN_STATES, Pace, RunMode, RunState


class TabletopRun(models.Model):
    """One table going through a tabletop, led by one enrolment, in the story as one release tells it.

    `clock_seconds` is how far the table's own clock had come at `clock_since`; while that is empty the clock stands.
    Crisis pauses since then are left out when it is read (timing.py).
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey("learning.Enrolment", on_delete=models.CASCADE, related_name="tabletop_runs")
    release = models.ForeignKey("learning.CourseRelease", on_delete=models.PROTECT, related_name="+")
    lesson_key = models.UUIDField()
    item_key = models.CharField(max_length=80)
    mode = models.CharField(_("with whom"), max_length=5, choices=RunMode)
    pace = models.CharField(_("pace"), max_length=7, choices=Pace)
    state = models.CharField(_("state"), max_length=8, choices=RunState, default=RunState.RUNNING)
    # What others at the table type to join; empty once nobody can.
    code = models.CharField(_("code"), max_length=8, blank=True)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    clock_seconds = models.FloatField(default=0)
    clock_since = models.DateTimeField(null=True, blank=True)
    # Since when the teachers of the course may read the note; empty: they may not.
    shared_at = models.DateTimeField(_("note shared"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("tabletop run")
        verbose_name_plural = _("tabletop runs")
        ordering = ("-started_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["enrolment", "item_key"],
                condition=models.Q(state__in=OPEN_STATES),
                name="tabletop_one_run_under_way",
            ),
            models.UniqueConstraint(fields=["code"], condition=~models.Q(code=""), name="tabletop_code_is_one_tables"),
            models.CheckConstraint(
                condition=models.Q(state__in=OPEN_STATES, finished_at__isnull=True)
                | models.Q(state__in=[RunState.FINISHED, RunState.STOPPED], finished_at__isnull=False, code=""),
                name="tabletop_ends_when_it_ends",
            ),
        )

    def __str__(self) -> str:
        return f"Tabletop run {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_group(self) -> bool:
        return self.mode == RunMode.GROUP


class RunInject(models.Model):
    """An inject that a table has met, in the order in which it did; `chosen` is the choice that led on from it."""

    run = models.ForeignKey(TabletopRun, on_delete=models.CASCADE, related_name="injects")
    number = models.PositiveSmallIntegerField(_("number"))
    inject_key = models.CharField(max_length=40)
    shown_at = models.DateTimeField(_("shown"))
    left_at = models.DateTimeField(null=True, blank=True)
    # What the table's clock said when it came.
    clock_at = models.FloatField(default=0)
    chosen = models.CharField(max_length=36, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("inject that was met")
        verbose_name_plural = _("injects that were met")
        ordering = ("run", "number")
        constraints = (
            models.UniqueConstraint(fields=["run", "number"], name="tabletop_inject_number"),
            models.UniqueConstraint(fields=["run", "inject_key"], name="tabletop_inject_comes_once"),
        )

    def __str__(self) -> str:
        return f"Inject {self.number} of run {self.run_id}"
