import uuid

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.texts import TextsField, said
from events.enums import Mode

from ..enums import PAUSES, SessionKind, SpeakerRole


class Session(models.Model):
    """One entry of a programme as it is being written; readers see the published version of it (`version.py`).

    `key` is its name for ever: attendance, calendars and materials hold on to it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="sessions")
    kind = models.CharField(_("kind"), max_length=10, choices=SessionKind, default=SessionKind.TALK)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    room = models.ForeignKey(
        "programme.Room",
        verbose_name=_("room"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="sessions",
    )
    track = models.ForeignKey(
        "programme.Track",
        verbose_name=_("track"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="sessions",
    )
    titles = TextsField(_("title"), blank=False, max_length=200)
    descriptions = TextsField(_("what it is about"), lines=6, max_length=5000)
    # Empty: as the occurrence.
    mode = models.CharField(_("where"), max_length=10, choices=Mode, blank=True)
    # Its own limit, for when people sign up for sessions. Empty: whoever is there may come in.
    size = models.PositiveIntegerField(_("places"), null=True, blank=True, validators=[MinValueValidator(1)])
    speakers = models.ManyToManyField(
        "programme.Speaker", through="programme.SessionSpeaker", related_name="sessions", verbose_name=_("speakers")
    )
    created_at = models.DateTimeField(_("made"), editable=False)
    changed_at = models.DateTimeField(_("last changed"), editable=False)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ("starts_at", "room__position", "pk")
        indexes = (models.Index(fields=["occurrence", "starts_at"], name="session_starts"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="session_ends_after_it_starts"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return said(self.titles, get_language() or "nb", "nb")

    @property
    def is_pause(self) -> bool:
        return self.kind in PAUSES


class SessionSpeaker(models.Model):
    """Who speaks in a session, in this order."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="parts")
    speaker = models.ForeignKey("programme.Speaker", on_delete=models.CASCADE, related_name="parts")
    role = models.CharField(_("role"), max_length=10, choices=SpeakerRole, default=SpeakerRole.SPEAKER)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("part in a session")
        verbose_name_plural = _("parts in sessions")
        ordering = ("session", "position", "pk")
        constraints = (models.UniqueConstraint(fields=["session", "speaker"], name="speaker_once_in_a_session"),)

    def __str__(self) -> str:
        return f"Part {self.pk}"
