"""What people and their organisations hold of a person."""

import secrets
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from cms.privacy.answers import Answer, Rows, Subject, blank, delete_rows, names_nobody, register, stays
from cms.privacy.retention import DELETED, Rule, drop, retain

from .enums import InvitationState, JoinRequestState
from .models import Invitation, InvoiceAddress, JoinRequest, Membership, OrganisationMerge, User
from .models.user import ERASED
from .roles import group_in_words


def leave_a_shell(rows: Rows, subject: Subject, at: datetime) -> int:
    """The account becomes one without name, address, password or rights, which counts go on pointing at."""
    return rows.update(
        email=f"erased-{secrets.token_hex(8)}@{ERASED}",
        name="",
        password=make_password(None),
        is_active=False,
        is_staff=False,
        is_superuser=False,
        last_login=None,
    )


register(
    Answer(
        User,
        purpose="account",
        find=lambda subject: User.objects.filter(pk=subject.user.pk),
        also=("email", "name"),
        columns=("email", "name", "language", "is_staff", "is_active", "date_joined", "last_login"),
        erase=leave_a_shell,
        order=1000,
    ),
    Answer(
        User.groups.through,
        purpose="account",
        by=("user",),
        columns=("group__name",),
        codes={"group__name": group_in_words},
        erase=delete_rows,
        theirs=False,
    ),
    Answer(
        User.user_permissions.through,
        purpose="account",
        by=("user",),
        columns=("permission__name",),
        erase=delete_rows,
        theirs=False,
    ),
    Answer(
        Membership,
        purpose="organisations",
        by=("user",),
        columns=("organisation__name", "unit__name", "role", "starts_on", "ends_on"),
        erase=delete_rows,
    ),
    Answer(
        JoinRequest,
        purpose="organisations",
        by=("user",),
        columns=("organisation__name", "role", "message", "state", "asked_at", "answered_at"),
        erase=delete_rows,
    ),
    Answer(
        JoinRequest,
        purpose="organisations",
        by=("answered_by",),
        columns=("organisation__name", "state", "answered_at"),
        erase=stays,
        theirs=False,
    ),
    Answer(
        Invitation,
        purpose="organisations",
        by=("accepted_by",),
        by_address=("email",),
        also=("name",),
        columns=("organisation__name", "email", "name", "role", "state", "invited_at", "expires_at", "accepted_at"),
        erase=delete_rows,
    ),
    Answer(
        Invitation,
        purpose="organisations",
        by=("invited_by",),
        columns=("organisation__name", "role", "state", "invited_at"),
        erase=stays,
        theirs=False,
    ),
    Answer(OrganisationMerge, purpose="log", by=("by",), columns=("kept__name", "at"), erase=stays, theirs=False),
    # An organisation's address for invoices may be somebody's own.
    Answer(
        InvoiceAddress,
        purpose="organisations",
        by_address=("email",),
        columns=("organisation__name", "email"),
        erase=blank(email=""),
        theirs=False,
    ),
)

names_nobody(
    "A name of an organisation or a part of it.",
    "people.organisation.name",
    "people.unit.name",
    "people.invoiceaddress.address",
)
names_nobody("What an agreement with an organisation is known by.", "people.agreement.note")
names_nobody("A place.", "places.county.name", "places.municipality.name", "places.municipalityname.name")

retain(
    Rule(
        "people.invitations",
        Invitation,
        _("Invitations that were accepted, withdrawn or have expired"),
        DELETED,
        due=lambda before: (
            Invitation.objects.filter(expires_at__lt=before, invited_at__lt=before)
            | Invitation.objects.exclude(state=InvitationState.SENT).filter(invited_at__lt=before)
        ),
        act=drop,
    ),
    Rule(
        "people.join_requests",
        JoinRequest,
        _("Requests to join an organisation, once they are answered"),
        DELETED,
        due=lambda before: JoinRequest.objects.exclude(state=JoinRequestState.WAITING).filter(answered_at__lt=before),
        act=drop,
    ),
)
