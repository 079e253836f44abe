"""What calendars hold of a person: the address of their own, and which calendar mail went to them."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cms.privacy.answers import Answer, Rows, delete_rows, register
from cms.privacy.retention import DELETED, Rule, drop, retain

from .models import CalendarMail, FeedToken


def mails_of_what_is_over(before: datetime) -> Rows:
    return CalendarMail.objects.filter(ends_at__lt=before)


register(
    Answer(
        FeedToken,
        purpose="events",
        by=("user",),
        columns=("made_at", "last_used_at"),
        erase=delete_rows,
    ),
    Answer(
        CalendarMail,
        purpose="events",
        by_address=("recipient",),
        columns=("recipient", "method", "written_at", "ends_at"),
        erase=delete_rows,
    ),
)

retain(
    Rule(
        "calendars.mail",
        CalendarMail,
        _("Which calendar mail went to whom, once what it tells of is over"),
        DELETED,
        due=mails_of_what_is_over,
        act=drop,
    ),
)
