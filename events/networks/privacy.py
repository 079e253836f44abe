"""What networks hold of a person: which ones they are and were in, what they asked, and what they are to see to."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.privacy.answers import Answer, Rows, blank, delete_rows, names_nobody, register, stays
from cms.privacy.purposes import PUBLIC_TASK, Purpose, register_purpose
from cms.privacy.retention import DELETED, Rule, drop, retain

from .enums import InvitationState, RequestState
from .models import (
    Decision,
    FileVersion,
    Minutes,
    MinutesReading,
    NetworkInvitation,
    NetworkMember,
    NetworkRequest,
)

register_purpose(
    Purpose(
        "networks",
        _("Networks"),
        _("Which networks you are and were in, for which organisation and as what, and which minutes you have read."),
        PUBLIC_TASK,
        _("Memberships for three years after you have left. Requests for a year, invitations for three months."),
        _("Other members see your name, organisation and role once you have said yes; your address only if you want."),
        67,
    )
)
TITLE = {"series__titles": _("network")}
MEETING = {"minutes__occurrence__series__titles": _("network"), "minutes__occurrence__starts_at": _("meeting")}

register(
    Answer(
        NetworkMember,
        purpose="networks",
        by=("user",),
        columns=(
            *("series__titles", "organisation__name", "role", "joined_on", "left_on", "removed_because"),
            *("agreed_at", "shares_email"),
        ),
        words={**TITLE, "organisation__name": _("organisation")},
        erase=delete_rows,
    ),
    Answer(
        NetworkRequest,
        purpose="networks",
        by=("user",),
        columns=("series__titles", "reason", "state", "asked_at", "answer", "answered_at"),
        words=TITLE,
        erase=delete_rows,
    ),
    Answer(
        NetworkRequest,
        purpose="log",
        by=("answered_by",),
        columns=("series__titles", "state", "answered_at"),
        words=TITLE,
        erase=stays,
        theirs=False,
    ),
    Answer(
        NetworkInvitation,
        purpose="networks",
        by=("accepted_by",),
        by_address=("email",),
        columns=("series__titles", "email", "role", "state", "invited_at", "expires_at", "accepted_at"),
        words=TITLE,
        erase=delete_rows,
    ),
    Answer(
        NetworkInvitation,
        purpose="log",
        by=("invited_by",),
        columns=("series__titles", "invited_at"),
        words=TITLE,
        erase=stays,
        theirs=False,
    ),
    Answer(
        MinutesReading,
        purpose="networks",
        by=("user",),
        columns=("minutes__occurrence__series__titles", "minutes__occurrence__starts_at", "read_at"),
        words=MEETING,
        erase=delete_rows,
    ),
    # What was decided stays in the minutes, without whose it was.
    Answer(
        Decision,
        purpose="networks",
        by=("responsible",),
        columns=("minutes__occurrence__series__titles", "minutes__occurrence__starts_at", "text", "due_on"),
        words=MEETING,
        erase=blank(responsible=None),
    ),
    Answer(
        Minutes,
        purpose="log",
        by=("published_by",),
        columns=("occurrence__series__titles", "number", "published_at"),
        words={"occurrence__series__titles": _("network")},
        erase=stays,
        theirs=False,
    ),
    Answer(
        FileVersion,
        purpose="log",
        by=("uploaded_by",),
        columns=("of__title", "number", "uploaded_at"),
        words={"of__title": _("title")},
        erase=stays,
        theirs=False,
    ),
)
names_nobody("The name of a file of a network, which goes with the file.", "networks.fileversion.name")


def left_before(moment: datetime) -> Rows:
    return NetworkMember.objects.filter(left_on__lt=timezone.localdate(moment))


def answered_before(moment: datetime) -> Rows:
    return NetworkRequest.objects.filter(answered_at__lt=moment).exclude(state=RequestState.WAITING)


def expired_before(moment: datetime) -> Rows:
    """Those that were accepted too: the membership says the rest."""
    return NetworkInvitation.objects.filter(expires_at__lt=moment, state__in=InvitationState.values)


retain(
    Rule("networks.members", NetworkMember, _("Memberships of networks that are over"), DELETED, left_before, drop),
    Rule("networks.requests", NetworkRequest, _("Answered requests to join networks"), DELETED, answered_before, drop),
    Rule("networks.invitations", NetworkInvitation, _("Old invitations to networks"), DELETED, expired_before, drop),
)
