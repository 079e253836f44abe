from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionKind(models.TextChoices):
    """The seven kinds of question, in the words of cms/blocks/questions.py."""

    SINGLE_CHOICE = "single_choice", _("One right answer")
    MULTIPLE_CHOICE = "multiple_choice", _("Several right answers")
    TRUE_FALSE = "true_false", _("True or false")
    NUMERIC = "numeric", pgettext_lazy("kind of question", "Number")
    SHORT_TEXT = "short_text", _("Short text")
    ORDERING = "ordering", _("Right order")
    MATCHING = "matching", _("Pairs")


CHOICES = {QuestionKind.SINGLE_CHOICE, QuestionKind.MULTIPLE_CHOICE}
# Answered as a whole: one feedback for right, one for wrong.
AS_A_WHOLE = {QuestionKind.NUMERIC, QuestionKind.SHORT_TEXT, QuestionKind.ORDERING, QuestionKind.MATCHING}


class FileFormat(models.TextChoices):
    GIFT = "gift", "GIFT"
    MOODLE = "moodle", "Moodle XML"


class ImportState(models.TextChoices):
    CHECKED = "checked", _("Checked, waits for you")
    DONE = "done", _("Imported")
