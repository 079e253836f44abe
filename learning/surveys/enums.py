from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionKind(models.TextChoices):
    SINGLE_CHOICE = "single_choice", _("One of several")
    MULTIPLE_CHOICE = "multiple_choice", _("One or more of several")
    SCALE = "scale", _("Scale from 1 to 5")
    YES_NO = "yes_no", _("Yes or no")
    NUMBER = "number", pgettext_lazy("kind of question", "Number")
    DATE = "date", _("Date")
    SHORT_TEXT = "short_text", _("Short text")
    LONG_TEXT = "long_text", _("Long text")


WITH_OPTIONS = frozenset({QuestionKind.SINGLE_CHOICE, QuestionKind.MULTIPLE_CHOICE})
TEXTS = frozenset({QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT})
# What a later question may hang on: kinds whose answers are few and known beforehand.
DECIDING = WITH_OPTIONS | {QuestionKind.SCALE, QuestionKind.YES_NO}


class AnswerPrivacy(models.TextChoices):
    """Who can tell who answered what. The words are what people are promised, so they never change under them."""

    ANONYMOUS = "anonymous", _("Anonymous: nobody can tell who answered what")
    CONFIDENTIAL = "confidential", _("In confidence: you see your own answers, others see sums of five people or more")
    NAMED = "named", _("With names: those who ask see who answered what")


# Where others see sums only, and none of fewer people than this.
IN_SUMS = frozenset({AnswerPrivacy.ANONYMOUS, AnswerPrivacy.CONFIDENTIAL})
MINIMUM = 5


class Moment(models.TextChoices):
    ONCE = "once", _("Once")
    BEFORE = "before", _("Before")
    AFTER = "after", _("After")


class Timing(models.TextChoices):
    """When an occasion asks."""

    ONCE = "once", _("Once")
    BEFORE_AND_AFTER = "before_and_after", _("The same questions before and after")
