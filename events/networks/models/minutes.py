from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from learning.models.immutable import Unchangeable

from ..enums import MinutesState


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def update(self, **values: Any) -> int:
        if self.filter(state=MinutesState.PUBLISHED).exists():
            raise Unchangeable("Published minutes are never changed")
        return super().update(**values)


class Minutes(models.Model):
    """One version of the minutes of one meeting. While it is a draft its writers change it; published, it stays as it
    is, and a correction is the next version.
    """

    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.PROTECT, related_name="minutes")
    number = models.PositiveIntegerField(_("version"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=MinutesState, default=MinutesState.DRAFT)
    # As it was typed; `formatting.py` makes HTML of it.
    text = models.TextField(_("minutes"), max_length=50_000)
    correction = models.CharField(_("what was corrected"), max_length=300, blank=True)
    # Rises with each saving of the draft, so that two writers do not undo each other.
    edition = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(_("changed"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("published by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = MinutesQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("minutes of a meeting")
        verbose_name_plural = _("minutes of meetings")
        ordering = ("occurrence", "-number")
        constraints = (
            models.UniqueConstraint(fields=["occurrence", "number"], name="minutes_version_number"),
            models.UniqueConstraint(
                fields=["occurrence"], condition=models.Q(state=MinutesState.DRAFT), name="minutes_one_draft"
            ),
            models.CheckConstraint(
                condition=models.Q(state=MinutesState.DRAFT, published_at__isnull=True)
                | models.Q(state=MinutesState.PUBLISHED, published_at__isnull=False),
                name="minutes_published_at_a_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(number=1) | models.Q(state=MinutesState.DRAFT) | ~models.Q(correction=""),
                name="minutes_say_what_was_corrected",
            ),
        )

    def __str__(self) -> str:
        return f"Minutes {self.pk}"

    @property
    def is_published(self) -> bool:
        return self.state == MinutesState.PUBLISHED

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> "Minutes":
        found = super().from_db(*args, **kwargs)
        found.__dict__["_was_published"] = found.__dict__.get("state") == MinutesState.PUBLISHED
        return found

    def save(self, **kwargs: Any) -> None:
        if self.__dict__.get("_was_published"):
            raise Unchangeable(f"Minutes {self.pk} are published and never changed")
        super().save(**kwargs)
        self.__dict__["_was_published"] = self.is_published

    def delete(self, **kwargs: Any) -> tuple[int, dict[str, int]]:  # type: ignore[override]
        if self.is_published:
            raise Unchangeable(f"Minutes {self.pk} are published and never deleted")
        return super().delete(**kwargs)


class Decision(models.Model):
    """Something the meeting decided: who sees to it, and by when. As unchangeable as the minutes it stands in."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="decisions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("decision"), max_length=500)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who sees to it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    due_on = models.DateField(pgettext_lazy("decision", "due"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("decision of a meeting")
        verbose_name_plural = _("decisions of meetings")
        ordering = ("minutes", "position")
        constraints = (models.UniqueConstraint(fields=["minutes", "position"], name="decision_position"),)

    def __str__(self) -> str:
        return f"Decision {self.pk}"

    def save(self, **kwargs: Any) -> None:
        if self.minutes.is_published:
            raise Unchangeable(f"Decision {self.pk} stands in published minutes")
        super().save(**kwargs)


class MinutesReading(models.Model):
    """A member says that they have read a version."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(_("read"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reading of minutes")
        verbose_name_plural = _("readings of minutes")
        ordering = ("minutes", "read_at")
        constraints = (models.UniqueConstraint(fields=["minutes", "user"], name="minutes_read_once"),)

    def __str__(self) -> str:
        return f"Reading {self.pk}"
