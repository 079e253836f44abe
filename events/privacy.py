"""What happenings hold of a person."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.privacy.answers import Answer, Rows, delete_rows, names_nobody, register
from cms.privacy.purposes import CONTRACT, Purpose, register_purpose
from cms.privacy.retention import DELETED, Rule, drop, retain

from .enums import OccurrenceState
from .models import Interest

register_purpose(
    Purpose(
        "events",
        _("Events"),
        _("What you have signed up for, and what you asked to hear about."),
        CONTRACT,
        _("Who wants to know when sign-up opens: until it is over. Places and bookings: as the table below says."),
        _("You, and the coordinators of the centre."),
        65,
    )
)


def interests_of_what_is_over(before: datetime) -> Rows:
    over = Q(occurrence__ends_at__lt=before)
    over |= Q(occurrence__state=OccurrenceState.CANCELLED, occurrence__changed_at__lt=before)
    return Interest.objects.filter(over)


register(
    Answer(
        Interest,
        purpose="events",
        by=("user",),
        by_address=("email",),
        columns=("occurrence__series__titles", "occurrence__starts_at", "email", "asked_at", "told_at"),
        words={"occurrence__series__titles": _("title"), "occurrence__starts_at": _("starts")},
        erase=delete_rows,
    ),
)
names_nobody(
    "Why an occurrence is moved or called off, as everybody who counts on it reads it.", "events.notice.reason"
)
names_nobody("Where an occurrence was to be held.", "events.notice.was_at")

retain(
    Rule(
        "events.interests",
        Interest,
        _("Who wanted to know when sign-up opens, once it is over or called off"),
        DELETED,
        due=interests_of_what_is_over,
        act=drop,
    ),
)
