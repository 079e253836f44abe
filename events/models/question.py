import uuid

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.texts import TextsField, said

from ..enums import QuestionKind, Retention


class Question(models.Model):
    """Something each participant of an occurrence is asked when they are named."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(_("kind"), max_length=10, choices=QuestionKind, default=QuestionKind.LINE)
    texts = TextsField(_("question"), blank=False)
    helps = TextsField(_("help"))
    # [{"value": "vegetarian", "texts": {"nb": "Vegetarisk"}}]
    options = models.JSONField(_("to choose from"), default=list, blank=True)
    required = models.BooleanField(_("must be answered"), default=False)
    retention = models.CharField(_("kept"), max_length=10, choices=Retention, default=Retention.NORMAL)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("question at sign-up")
        verbose_name_plural = _("questions at sign-up")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return said(self.texts, get_language() or "nb", "nb")

    @property
    def is_compulsory(self) -> bool:
        """Nobody must tell what is kept apart: a yes to its being kept is given freely, or is none."""
        return self.required and self.retention != Retention.SENSITIVE


class Answer(models.Model):
    """What somebody answered; what may be sensitive stands in `Need` instead."""

    place = models.ForeignKey("events.Place", on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    value = models.JSONField(_("answer"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer at sign-up")
        verbose_name_plural = _("answers at sign-up")
        constraints = (models.UniqueConstraint(fields=["place", "question"], name="event_answer_once"),)

    def __str__(self) -> str:
        return f"Answer {self.pk}"


class Need(models.Model):
    """Diet, access needs and the like, with or without an account: read by few, logged, deleted on its day.

    People with an account say so with the consent that `cms.privacy` keeps.
    """

    place = models.ForeignKey("events.Place", on_delete=models.CASCADE, related_name="needs")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="needs")
    value = models.JSONField(_("answer"))
    delete_on = models.DateField(_("is deleted on"), db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("need of a participant")
        verbose_name_plural = _("needs of participants")
        constraints = (models.UniqueConstraint(fields=["place", "question"], name="need_once"),)

    def __str__(self) -> str:
        return f"Need {self.pk}"
