from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import SensitiveKind


class SensitiveAnswer(models.Model):
    """What somebody told about allergies or other needs, apart from everything else, until the day it is deleted.

    Written and read only through `domain/sensitive.py`: every reading is noted.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    # What it was told for, in the words of the room that asked: "occurrence:42".
    about = models.CharField(_("for what"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=SensitiveKind)
    text = models.TextField(_("text"), max_length=1000)
    kept_at = models.DateTimeField(_("written"))
    delete_at = models.DateTimeField(_("will be deleted"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("sensitive answer")
        verbose_name_plural = _("sensitive answers")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["user", "about", "kind"], name="sensitive_answer_once"),
            models.CheckConstraint(
                condition=models.Q(delete_at__gt=models.F("kept_at")), name="sensitive_answer_has_an_end"
            ),
        )
        indexes = (models.Index(fields=["about"], name="sensitive_about"),)

    def __str__(self) -> str:
        return f"Sensitive answer {self.pk}"


class AccessLogEntry(models.Model):
    """That somebody read a sensitive answer: who, whose, what, why, when. The answer itself may be long gone."""

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("read by")
    )
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("about")
    )
    about = models.CharField(_("for what"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=SensitiveKind)
    reason = models.CharField(_("why"), max_length=200)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("reading of a sensitive answer")
        verbose_name_plural = _("readings of sensitive answers")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"Reading {self.pk}"
