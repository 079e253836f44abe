from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.texts import TextsField, said


class Room(models.Model):
    """Where sessions of one occurrence are held: a hall, a group room, a meeting online."""

    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(_("name"), max_length=80)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=["occurrence", "name"], name="room_named_once"),)

    def __str__(self) -> str:
        return self.name


class Track(models.Model):
    """A thread of sessions that belong together."""

    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="tracks")
    names = TextsField(_("name"), blank=False, max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return said(self.names, get_language() or "nb", "nb")
