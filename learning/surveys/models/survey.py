from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from cms.people.enums import Language
from cms.texts import TextsField, said

from ..enums import AnswerPrivacy


class Survey(ClusterableModel):
    """What editors work on. People answer its versions, which are frozen."""

    title = TextsField(_("title"), blank=False, max_length=120)
    intro = TextsField(_("introduction"), lines=3, max_length=1000)
    source_language = models.CharField(
        _("written first in"),
        max_length=2,
        choices=Language,
        default=Language.BOKMAL,
        help_text=_("Readers of other languages get this one until everything is translated to theirs."),
    )
    privacy = models.CharField(
        _("who can tell who answered what"), max_length=12, choices=AnswerPrivacy, default=AnswerPrivacy.ANONYMOUS
    )

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ("pk",)

    def __str__(self) -> str:
        return said(self.title, settings.LANGUAGE_CODE)


class SurveyQuestion(Orderable):
    """A question of the bank at its place in a survey."""

    survey = ParentalKey(Survey, on_delete=models.CASCADE, related_name="questions")
    question = models.ForeignKey(
        "surveys.Question", on_delete=models.PROTECT, verbose_name=_("question"), related_name="+"
    )
    required = models.BooleanField(_("must be answered"), default=False)
    show_if = models.ForeignKey(
        "surveys.Question",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("only if an earlier question"),
    )
    show_if_answer = models.CharField(
        _("was answered with"),
        max_length=60,
        blank=True,
        help_text=_("The number of the answer to choose (1 is the first), yes or no, or points of the scale: 1, 2."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("question of the survey")
        verbose_name_plural = _("questions of the survey")
        constraints = (models.UniqueConstraint(fields=["survey", "question"], name="survey_asks_a_question_once"),)

    def __str__(self) -> str:
        return str(self.question)
