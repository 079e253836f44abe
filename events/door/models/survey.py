from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AttendeeSurvey(models.Model):
    """A survey that asks those who came to one occurrence: which, and from when. `occasion` once it has asked."""

    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.PROTECT, related_name="attendee_surveys")
    survey = models.ForeignKey("surveys.Survey", on_delete=models.PROTECT, related_name="+", verbose_name=_("survey"))
    ask_at = models.DateTimeField(_("asks from"))
    occasion = models.OneToOneField(
        "surveys.Occasion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    planned_at = models.DateTimeField(_("planned"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("survey of those who came")
        verbose_name_plural = _("surveys of those who came")
        ordering = ("ask_at", "pk")
        constraints = (models.UniqueConstraint(fields=["occurrence", "survey"], name="attendees_asked_once"),)
        indexes = (
            models.Index(fields=["ask_at"], condition=models.Q(occasion__isnull=True), name="attendee_survey_waits"),
        )

    def __str__(self) -> str:
        return f"Survey of those who came {self.pk}"
