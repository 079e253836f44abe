"""Reads about people that more than one place needs."""

from datetime import date

from django.db.models import Q, QuerySet

from .enums import InvitationState, MembershipRole
from .models import Invitation, Membership, Organisation, User


def current_memberships(*, on: date) -> QuerySet[Membership]:
    """Memberships that hold on this day."""
    return Membership.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)


def organisation_acted_for(user: User, *, on: date) -> Organisation | None:
    """The organisation whose record a person's facts go to: the longest held membership, None without one."""
    held = current_memberships(on=on).filter(user=user).select_related("organisation")
    first = held.order_by("starts_on", "pk").first()
    return first.organisation if first else None


def organisations_with_contact(user: User, *, on: date) -> QuerySet[Organisation]:
    """Organisations this person is contact for on this day."""
    held = current_memberships(on=on).filter(user=user, role=MembershipRole.CONTACT)
    return Organisation.objects.filter(pk__in=held.values("organisation_id"))


def person_with_address(email: str) -> User | None:
    """Whose account this address is: theirs who have confirmed it, else theirs who are to sign in with it."""
    confirmed = User.objects.filter(emailaddress__email=email, emailaddress__verified=True)
    return confirmed.first() or User.objects.filter(email=email).first()


def open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Invitations that wait for an answer, the newest first; those whose link has expired too."""
    rows = Invitation.objects.filter(organisation=organisation, state=InvitationState.SENT)
    return rows.select_related("unit").order_by("-invited_at", "-pk")
