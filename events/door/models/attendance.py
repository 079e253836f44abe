from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.models.immutable import WrittenOnce

from ..enums import AwardProblem, AwardState


class AttendanceCorrection(WrittenOnce):
    """Staff know better than the scans whether somebody came. The newest one for a place (and session) counts."""

    place = models.ForeignKey("events.Place", on_delete=models.CASCADE, related_name="attendance_corrections")
    session_key = models.UUIDField(_("session"), null=True, blank=True)
    came = models.BooleanField(_("came"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("correction of attendance")
        verbose_name_plural = _("corrections of attendance")
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return f"Correction {self.pk}"


class Settlement(models.Model):
    """Who came is settled: from then on it counts for surveys, requirements and certificates."""

    occurrence = models.OneToOneField("events.Occurrence", on_delete=models.PROTECT, related_name="settlement")
    settled_at = models.DateTimeField(_("settled"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("settlement of attendance")
        verbose_name_plural = _("settlements of attendance")

    def __str__(self) -> str:
        return f"Settlement {self.pk}"


class AttendanceAward(models.Model):
    """Certificates for everybody who came to one occurrence: what they say, by which rule, how far it has come."""

    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.PROTECT, related_name="awards")
    title = models.CharField(_("what for"), max_length=255)
    basis_text = models.CharField(_("earned by"), max_length=255)
    outcome = models.CharField(_("learning outcome"), max_length=300, blank=True)
    hours = models.DecimalField(
        _("hours"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    # The rule: of the sessions that were checked in to, and of the minutes that a report gives.
    least_percent = models.PositiveSmallIntegerField(
        _("least share of the sessions, in per cent"),
        default=0,
        validators=[MaxValueValidator(100)],
    )
    least_minutes = models.PositiveIntegerField(_("least minutes online"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=AwardState, default=AwardState.RUNNING)
    attempts = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField(_("started"))
    moved_at = models.DateTimeField(_("last moved"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("award for attendance")
        verbose_name_plural = _("awards for attendance")
        ordering = ("-started_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["occurrence"], condition=models.Q(state=AwardState.RUNNING), name="attendance_award_runs_once"
            ),
        )
        indexes = (
            models.Index(
                fields=["moved_at"], condition=models.Q(state=AwardState.RUNNING), name="attendance_award_running"
            ),
        )

    def __str__(self) -> str:
        return f"Award for attendance {self.pk}"

    @property
    def is_running(self) -> bool:
        return self.state == AwardState.RUNNING


class AttendanceCertificate(models.Model):
    """Why somebody has a certificate: their place at an occurrence. Or why they have none yet."""

    award = models.ForeignKey(AttendanceAward, on_delete=models.PROTECT, related_name="lines")
    place = models.ForeignKey("events.Place", on_delete=models.CASCADE, related_name="attendance_certificates")
    certificate = models.ForeignKey("learning.Certificate", null=True, on_delete=models.PROTECT, related_name="+")
    problem = models.CharField(_("why not"), max_length=12, choices=AwardProblem, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("certificate for attendance")
        verbose_name_plural = _("certificates for attendance")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["award", "place"], name="attendance_line_once"),)
        indexes = (
            models.Index(
                fields=["award"],
                condition=models.Q(problem="", certificate__isnull=True),
                name="attendance_line_waiting",
            ),
        )

    def __str__(self) -> str:
        return f"Certificate for attendance {self.pk}"
