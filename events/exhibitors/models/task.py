import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.texts import TextsField, said


class FairTask(models.Model):
    """What every exhibitor of an occurrence is asked to do until a day: send a logo, order power, name the staff."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="fair_tasks")
    titles = TextsField(_("what is to be done"), blank=False, max_length=200)
    due_date = models.DateField(_("until"))

    class Meta:
        verbose_name = _("task for exhibitors")
        verbose_name_plural = _("tasks for exhibitors")
        ordering = ("due_date", "pk")

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.title_in(get_language() or "nb")

    def title_in(self, language: str) -> str:
        return said(self.titles, language, "nb")


class ExhibitorTask(models.Model):
    """A task as one exhibitor has it."""

    exhibitor = models.ForeignKey("exhibitors.Exhibitor", on_delete=models.CASCADE, related_name="tasks")
    task = models.ForeignKey(FairTask, on_delete=models.CASCADE, related_name="of_exhibitors")
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    # Of the staff or the contact, when signed in.
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("task of an exhibitor")
        verbose_name_plural = _("tasks of exhibitors")
        ordering = ("task__due_date", "task")
        constraints = (models.UniqueConstraint(fields=["exhibitor", "task"], name="exhibitor_has_a_task_once"),)

    def __str__(self) -> str:
        return f"Task {self.pk} of an exhibitor"
