import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.models.immutable import WrittenOnce

from ..enums import QuestionKind


class Tag(models.Model):
    """A word questions are found and drawn by, in small letters."""

    name = models.CharField(_("tag"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """A question that lasts through its versions. It is never deleted: one that is no longer asked is retired."""

    key = models.UUIDField(_("number"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=QuestionKind)
    # The language it was first written in: that one decides its parts and its key.
    language = models.CharField(_("language"), max_length=2, default="nb")
    category = models.CharField(_("category"), max_length=200, blank=True)
    tags = models.ManyToManyField(Tag, verbose_name=_("tags"), blank=True, related_name="questions")
    current = models.ForeignKey(
        "bank.QuestionVersion", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("version")
    )
    # What the current version says in every language, for searching.
    words = models.TextField(_("question"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("made"))
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=["category"], name="question_category"),)

    def __str__(self) -> str:
        return f"Question {self.key}"


class QuestionVersion(WrittenOnce):
    """What a question said from one change to the next, in every language it was written in.

    `content` holds by language what the question's block freezes to (cms/blocks/questions.py), without type and id.
    Ids of options, items and pairs last from version to version, so that an answer keeps its meaning.
    """

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="versions", verbose_name=_("question")
    )
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField()
    # Over what it says, whatever the ids: the same question imported twice is found by it.
    fingerprint = models.CharField(max_length=64, db_index=True)
    note = models.CharField(_("what changed"), max_length=300, blank=True)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("version of a question")
        ordering = ("question", "-number")
        constraints = (models.UniqueConstraint(fields=["question", "number"], name="question_version_number"),)

    def __str__(self) -> str:
        return f"Version {self.number} of question {self.question_id}"
