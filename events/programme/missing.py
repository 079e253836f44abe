"""What a speaker has not sent yet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .models import Speaker


class Missing(models.TextChoices):
    CONSENT = "consent", _("whether you may stand in the programme")
    BIOGRAPHY = "biography", _("some words about you")
    PHOTO = "photo", _("a photo")


# The same, said of somebody to who makes the programme.
SAID_OF_THEM = {
    Missing.CONSENT: _("whether they may stand in the programme"),
    Missing.BIOGRAPHY: _("some words about them"),
    Missing.PHOTO: Missing.PHOTO.label,
}


def missing_of(speaker: Speaker) -> list[Missing]:
    """What a programme lacks of them, the most important first."""
    lacks = {
        Missing.CONSENT: speaker.consented_at is None,
        Missing.BIOGRAPHY: not any(speaker.biographies.values()),
        Missing.PHOTO: speaker.photo_id is None,
    }
    return [one for one, is_missing in lacks.items() if is_missing]
