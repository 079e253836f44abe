import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cms.people.enums import Language
from cms.texts import TextsField

from ..enums import SpeakerState


class Speaker(models.Model):
    """Somebody who speaks at one occurrence, with or without an account. The address is for the staff alone.

    What they agreed to they agreed to for this occurrence: at the next one they are asked again.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="speakers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="speaks"
    )
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.BOKMAL)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    biographies = TextsField(_("about the speaker"), lines=6, max_length=3000)
    photo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # Sent by the speaker, so it goes when they say so; a picture of the library is only let go of.
    photo_is_own = models.BooleanField(default=False, editable=False)
    photo_credit = models.CharField(_("who took the photo"), max_length=200, blank=True)
    # When somebody said that we may show it.
    photo_rights_at = models.DateTimeField(_("may be shown since"), null=True, blank=True, editable=False)

    # Consent to stand in the published programme: to which wording, when, and when it was taken back.
    consented_at = models.DateTimeField(_("said yes"), null=True, blank=True, editable=False)
    consent_words = models.CharField(max_length=20, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("took it back"), null=True, blank=True, editable=False)

    invited_at = models.DateTimeField(_("asked"), null=True, blank=True, editable=False)
    # In the speaker's link; a new one makes links sent before lead nowhere.
    link_key = models.UUIDField(default=uuid.uuid4, editable=False)
    saved_at = models.DateTimeField(_("last wrote something"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(_("last reminded"), null=True, blank=True, editable=False)
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0, editable=False)
    created_at = models.DateTimeField(_("made"), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                "occurrence", Lower("email"), condition=~models.Q(email=""), name="speaker_address_once"
            ),
            models.CheckConstraint(
                condition=models.Q(consented_at__isnull=True) | ~models.Q(consent_words=""),
                name="speaker_consents_to_some_words",
            ),
            models.CheckConstraint(
                condition=models.Q(consented_at__isnull=True) | models.Q(withdrawn_at__isnull=True),
                name="speaker_consents_or_has_withdrawn",
            ),
        )

    def __str__(self) -> str:
        return f"Speaker {self.pk}"

    @property
    def state(self) -> SpeakerState:
        if self.consented_at:
            return SpeakerState.CONSENTED
        if self.withdrawn_at:
            return SpeakerState.WITHDRAWN
        return SpeakerState.INVITED if self.invited_at else SpeakerState.NEW
