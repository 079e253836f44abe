from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..bases import basis_kinds
from ..models import Certificate
from .enums import BulkState, LineProblem


def kinds_of_basis() -> list[tuple[str, object]]:
    return [(kind.key, kind.heading) for kind in basis_kinds() if kind.key != "enrolment"]


class BulkAward(models.Model):
    """One certificate for everybody in a list: what it says, and how far awarding it has come.

    `reference` is made from what it is for: the same people in another list for the same thing get nothing twice.
    """

    title = models.CharField(_("what for"), max_length=255)
    kind = models.CharField(_("certificate"), max_length=30, choices=kinds_of_basis)
    basis_text = models.CharField(_("earned by"), max_length=255)
    outcome = models.CharField(_("learning outcome"), max_length=300, blank=True)
    hours = models.DecimalField(
        _("hours"), max_digits=6, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    valid_months = models.PositiveSmallIntegerField(
        _("valid for so many months"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    reference = models.CharField(max_length=24)
    state = models.CharField(_("state"), max_length=10, choices=BulkState, default=BulkState.CHECKED)
    attempts = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    checked_at = models.DateTimeField(_("checked"))
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    moved_at = models.DateTimeField(_("last moved"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("award to a list")
        verbose_name_plural = _("awards to lists")
        ordering = ("-checked_at", "-pk")
        indexes = (
            models.Index(fields=["moved_at"], condition=models.Q(state=BulkState.RUNNING), name="bulk_award_running"),
        )

    def __str__(self) -> str:
        return f"Award to a list {self.pk}"

    @property
    def is_running(self) -> bool:
        return self.state == BulkState.RUNNING


class BulkAwardLine(models.Model):
    """One person of the list, or why there is none. What was written is forgotten once it is over."""

    award = models.ForeignKey(BulkAward, on_delete=models.CASCADE, related_name="lines", verbose_name=_("award"))
    row = models.PositiveIntegerField(_("row"))
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    problem = models.CharField(_("why not"), max_length=12, choices=LineProblem, blank=True)
    certificate = models.ForeignKey(Certificate, null=True, on_delete=models.PROTECT, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("line of an award")
        verbose_name_plural = _("lines of an award")
        ordering = ("row",)
        constraints = (
            models.UniqueConstraint(fields=["award", "row"], name="bulk_line_once"),
            models.UniqueConstraint(
                fields=["award", "user"], condition=models.Q(problem=""), name="bulk_line_one_a_person"
            ),
        )
        indexes = (
            models.Index(
                fields=["award", "row"],
                condition=models.Q(problem="", certificate__isnull=True),
                name="bulk_line_waiting",
            ),
        )

    def __str__(self) -> str:
        return f"Line {self.row} of {self.award_id}"
