from django.db import models
from django.utils.translation import gettext_lazy as _


class SubmissionState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    HANDED_IN = "handed_in", _("Handed in")
    ASSESSING = "assessing", _("Being assessed")
    ASSESSED = "assessed", _("Assessed")


# Handed in, and nobody has said yet whether it is enough.
WAITING = frozenset({SubmissionState.HANDED_IN, SubmissionState.ASSESSING})


class FeedbackState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class Refusal(models.TextChoices):
    """Why a file is not taken."""

    EMPTY = "empty", _("The file is empty.")
    TOO_LARGE = "too_large", _("The file is too large.")
    TOO_MANY = "too_many", _("There are as many files as may be handed in. Remove one first.")
    NOT_ASKED_FOR = "not_asked_for", _("This assignment does not take files of this kind.")
    UNKNOWN = "unknown", _("The file is of a kind we do not take. Save it as PDF and try again.")
    OLD_OFFICE = "old_office", _("The file is in an old Office format. Save it as docx, xlsx or pptx, or as PDF.")
    MACROS = "macros", _("The file holds macros: small programs. Save it without them, or as PDF.")
    ENCRYPTED = "encrypted", _("The file is locked with a password. Save it without one.")
    PACKED = "packed", _("The file unpacks to far more than it seems to hold.")
    BROKEN = "broken", _("The file cannot be read. It may be damaged, or not be what its name says.")
    UNSAFE = "unsafe", _("The file was stopped by the virus scan.")
