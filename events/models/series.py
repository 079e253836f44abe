import uuid

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.texts import TextsField, said

from ..enums import SeriesKind


class Series(models.Model):
    """What happens again and again: a conference of every year, a network. A single day is a series of one."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=SeriesKind)
    titles = TextsField(_("title"), blank=False)
    # The page that shows it in whatever language: its translation_key.
    page_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    county = models.ForeignKey(
        "places.County",
        verbose_name=_("county"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Leave empty if it is for the whole country."),
    )
    # Its meetings are shown to its members alone, and stand in their own calendars only.
    members_only = models.BooleanField(_("for members only"), default=False)
    created_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.title_in(get_language() or "nb")

    def title_in(self, language: str) -> str:
        return said(self.titles, language, "nb")
