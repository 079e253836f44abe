import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from cms.texts import TextsField

from .enums import LetterKind, LetterState


class Letter(models.Model):
    """What staff wrote to people on a list, to whom by numbers, and how far writing it has come.

    `place_ids` holds one place for each address; it is emptied when all are written to, and numbers stay.
    """

    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="letters")
    # Drawn when the form is shown: a double click is one letter.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=LetterKind, default=LetterKind.PRACTICAL)
    subjects = TextsField(_("subject"), blank=False, max_length=200)
    texts = TextsField(_("text"), blank=False, lines=10, max_length=10_000)
    # How the list was narrowed down, without what was searched for: that may be a name.
    filters = models.JSONField(_("to whom"), default=dict)
    place_ids = models.JSONField(default=list)
    total = models.PositiveIntegerField(_("addresses"))
    done = models.PositiveIntegerField(_("looked at"), default=0)
    written = models.PositiveIntegerField(_("written"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=LetterState, default=LetterState.RUNNING)
    attempts = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField(_("started"))
    moved_at = models.DateTimeField(_("last moved"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("letter to participants")
        verbose_name_plural = _("letters to participants")
        ordering = ("-started_at", "-pk")
        indexes = (models.Index(fields=["moved_at"], condition=models.Q(state="running"), name="letter_running"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(done__lte=models.F("total"), written__lte=models.F("done")),
                name="letter_is_written_to_its_people",
            ),
        )

    def __str__(self) -> str:
        return f"Letter {self.pk}"

    @property
    def is_running(self) -> bool:
        return self.state == LetterState.RUNNING


@register_setting(icon="doc-full")
class SignUpTerms(BaseSiteSetting):
    """The page with what people say yes to when they sign up. Which version it was stands on their booking."""

    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page with the terms"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Its translations are shown to who reads in their language."),
    )

    panels: ClassVar[list[Any]] = [PageChooserPanel("page")]

    class Meta:
        verbose_name = _("terms of sign-up")
