from django.db import models
from django.utils.translation import gettext_lazy as _


class LetterKind(models.TextChoices):
    """Why people get a letter, and so whether they can say that they do not want such letters."""

    PRACTICAL = "practical", _("About what they have signed up for: everybody gets it")
    NEWS = "news", _("Other news: only people with an account, who can unsubscribe")


class LetterState(models.TextChoices):
    RUNNING = "running", _("Being written")
    FINISHED = "finished", _("Written to all")
    FAILED = "failed", _("Stopped")
