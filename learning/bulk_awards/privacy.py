"""What awards to lists hold of a person: who awarded, and lines with an address until they are awarded."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cms.privacy.answers import Answer, Rows, blank, register, stays
from cms.privacy.retention import DELETED, Rule, drop, retain

from .models import BulkAward, BulkAwardLine


def lines_not_awarded(before: datetime) -> Rows:
    """Lines nothing came of, of lists checked before this moment."""
    return BulkAwardLine.objects.filter(award__checked_at__lt=before, certificate__isnull=True)


register(
    Answer(
        BulkAward,
        purpose="editing",
        by=("by",),
        columns=("title", "state", "checked_at"),
        erase=stays,
        theirs=False,
    ),
    Answer(
        BulkAwardLine,
        purpose="certificates",
        by=("user",),
        by_address=("email",),
        columns=("award__title", "email", "problem"),
        erase=blank(email="", user=None),
    ),
)
retain(
    Rule(
        "bulk_awards.lines",
        BulkAwardLine,
        _("Lines of a list of people that no certificate came of"),
        DELETED,
        lines_not_awarded,
        drop,
    )
)
