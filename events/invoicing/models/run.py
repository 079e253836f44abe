from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import RunProblem, RunState
from .invoice import Invoice


class InvoiceRun(models.Model):
    """All of an occurrence invoiced in the background: a line for each booking, and how far it has come."""

    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.PROTECT, related_name="invoice_runs")
    state = models.CharField(_("state"), max_length=10, choices=RunState, default=RunState.RUNNING)
    attempts = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    started_at = models.DateTimeField(_("started"))
    moved_at = models.DateTimeField(_("last moved"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("run of invoices")
        verbose_name_plural = _("runs of invoices")
        ordering = ("-started_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["occurrence"], condition=models.Q(state=RunState.RUNNING), name="invoice_run_once_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"Run of invoices {self.pk}"

    @property
    def is_running(self) -> bool:
        return self.state == RunState.RUNNING


class InvoiceRunLine(models.Model):
    """A booking of a run: its invoice, or why it got none. Neither: its turn has not come."""

    run = models.ForeignKey(InvoiceRun, on_delete=models.CASCADE, related_name="lines")
    booking = models.ForeignKey("events.Booking", on_delete=models.CASCADE, related_name="+")
    invoice = models.ForeignKey(Invoice, null=True, on_delete=models.PROTECT, related_name="+")
    # The mark of what was shown before somebody said yes; empty in runs older than that page.
    shown = models.CharField(max_length=64, blank=True, editable=False)
    problem = models.CharField(_("why not"), max_length=10, choices=RunProblem, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("booking of a run of invoices")
        verbose_name_plural = _("bookings of runs of invoices")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["run", "booking"], name="invoice_run_line_once"),)

    def __str__(self) -> str:
        return f"Line {self.pk} of a run of invoices"
