import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from cms.texts import TextsField, said

from ..enums import QuestionKind


class Question(ClusterableModel):
    """A question of the bank. Its key stays when the wording is mended, so that answers compare over the years.

    Surveys that are published hold their own frozen wording; what is changed here counts from the next version.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=QuestionKind)
    text = TextsField(_("question"), lines=2, blank=False)
    help = TextsField(_("help"), lines=2)
    low = TextsField(_("what 1 means"), help_text=_("For a scale."), max_length=60)
    high = TextsField(_("what 5 means"), help_text=_("For a scale."), max_length=60)
    cannot_answer = models.BooleanField(
        _("offer “cannot answer”"),
        default=False,
        help_text=_("Counted apart from no, and from those who gave no answer."),
    )
    retired = models.BooleanField(
        _("no longer used"),
        default=False,
        help_text=_("It stays in the surveys that have it, and stands last, and marked, where new ones are written."),
    )

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("retired", "kind", "pk")

    def __str__(self) -> str:
        text = said(self.text, settings.LANGUAGE_CODE)
        return gettext("%(question)s (no longer used)") % {"question": text} if self.retired else text


class QuestionOption(Orderable):
    """One of the answers to choose from, with a key of its own that stays as well."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    label = TextsField(_("answer"), blank=False, max_length=200)

    class Meta(Orderable.Meta):
        verbose_name = _("answer to choose")
        verbose_name_plural = _("answers to choose")

    def __str__(self) -> str:
        return said(self.label, settings.LANGUAGE_CODE)
