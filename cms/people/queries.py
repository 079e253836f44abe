"""Reads about people that more than one place needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects

from cms.sorting import nordic

from .enums import InvitationState, MembershipRole, OrganisationState
from .models import Agreement, ExpectedRole, Invitation, JoinRequest, Membership, Organisation, User
from .numbers import shown_number
from .roles import COORDINATOR


def current_memberships(*, on: date) -> QuerySet[Membership]:
    """Memberships that hold on this day."""
    return Membership.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)


def organisation_acted_for(user: User, *, on: date) -> Organisation | None:
    """The organisation whose record a person's facts go to where nobody was asked (`acting.py`): the one they have
    been in longest, None without one."""
    held = current_memberships(on=on).filter(user=user).select_related("organisation")
    first = held.order_by("starts_on", "pk").first()
    return first.organisation if first else None


def organisations_acted_for(user: User, *, on: date) -> list[Organisation]:
    """Every organisation in use that the person is in on this day, in alphabetical order. One query."""
    held = current_memberships(on=on).filter(user=user).values("organisation_id")
    found = Organisation.objects.filter(pk__in=held, state=OrganisationState.ACTIVE)
    return sorted(found, key=lambda one: nordic(one.name))


def organisations_with_contact(user: User, *, on: date) -> QuerySet[Organisation]:
    """Organisations in use that this person is contact for on this day."""
    held = current_memberships(on=on).filter(user=user, role=MembershipRole.CONTACT)
    return Organisation.objects.filter(pk__in=held.values("organisation_id"), state=OrganisationState.ACTIVE)


def whole_of(organisation: Organisation) -> QuerySet[Organisation]:
    """The organisation and the records that were merged into it: what was issued keeps the record it was issued to."""
    merged = Q(merged_into=organisation) | Q(merged_into__merged_into=organisation)
    return Organisation.objects.filter(Q(pk=organisation.pk) | merged)


def memberships_of(user: User) -> list[Membership]:
    """All roles a person has and had, those that go on first, then the newest. One query, remembered on the object."""
    prefetch_related_objects(
        [user], Prefetch("memberships", Membership.objects.select_related("organisation__municipality", "unit"))
    )
    held = user.memberships.all()
    return sorted(held, key=lambda one: (one.ends_on is None, one.ends_on or one.starts_on, one.pk), reverse=True)


@dataclass(frozen=True)
class Place:
    """An organisation a person acts for today, with the words of their roles in it."""

    organisation: Organisation
    roles: list[str]
    is_contact: bool


def places_of(memberships: Iterable[Membership], *, on: date) -> list[Place]:
    """Gather a person's memberships that hold today by organisation, in alphabetical order."""
    held: dict[Organisation, list[Membership]] = {}
    for one in memberships:
        if one.starts_on <= on and (one.ends_on is None or one.ends_on >= on):
            held.setdefault(one.organisation, []).append(one)
    return [_place(where, held[where]) for where in sorted(held, key=lambda one: nordic(one.name))]


def _place(organisation: Organisation, held: list[Membership]) -> Place:
    roles = sorted({one.role for one in held}, key=role_order)
    is_contact = organisation.is_active and MembershipRole.CONTACT in roles
    return Place(organisation, [str(MembershipRole(role).label) for role in roles], is_contact)


def vacant_roles(organisations: Iterable[Organisation], *, on: date) -> dict[int, list[str]]:
    """Roles each organisation expects and nobody holds on this day, in the order of the roles. One query."""
    holds = current_memberships(on=on).filter(organisation=OuterRef("organisation"), role=OuterRef("role"))
    holds = holds.filter(user__is_active=True)
    vacant = ExpectedRole.objects.filter(~Exists(holds), organisation__in=organisations)
    found: dict[int, list[str]] = {}
    for organisation_id, role in vacant.values_list("organisation_id", "role"):
        found.setdefault(organisation_id, []).append(role)
    return {key: sorted(roles, key=role_order) for key, roles in found.items()}


def role_order(role: str) -> int:
    """Roles stand in the order they are declared in; the contact person first, plain members last."""
    if role == MembershipRole.MEMBER:
        return len(MembershipRole.values)
    return MembershipRole.values.index(role) if role in MembershipRole.values else len(MembershipRole.values) + 1


def has_contact(organisation: Organisation, *, on: date) -> bool:
    """Somebody who can sign in is contact person of the organisation on this day."""
    held = current_memberships(on=on).filter(organisation=organisation, role=MembershipRole.CONTACT)
    return held.filter(user__is_active=True).exists()


def has_agreement(organisation: Organisation, *, on: date) -> bool:
    """Whether it is a member by agreement on a day. One query."""
    return Agreement.objects.valid(on=on).filter(organisation=organisation).exists()


def organisation_numbered(number: str, *, country: str) -> Organisation | None:
    """The organisation in use, or waiting for approval, that has this number (as it is stored)."""
    if not number:
        return None
    states = [OrganisationState.PENDING, OrganisationState.ACTIVE]
    return Organisation.objects.filter(country=country, number=number, state__in=states).first()


def kept_organisation(organisation: Organisation) -> Organisation:
    """The organisation itself, or the one it was merged into: where old addresses lead. One query at most."""
    return organisation.merged_into if organisation.merged_into_id and organisation.merged_into else organisation


def people_who_answer(organisation: Organisation, *, on: date) -> list[User]:
    """Who may let people in: the organisation's contact persons; without any, the centre."""
    contacts = current_memberships(on=on).filter(organisation=organisation, role=MembershipRole.CONTACT)
    return list(User.objects.filter(pk__in=contacts.values("user_id"), is_active=True)) or coordinators()


def coordinators() -> list[User]:
    """The centre's coordinators; where there is none, its administrators."""
    active = User.objects.filter(is_active=True)
    return list(active.filter(groups__name=COORDINATOR.group)) or list(active.filter(is_superuser=True))


def name_for_asker(request: JoinRequest) -> str:
    """What somebody who asked may see of the organisation: until it is approved, no name that others gave it."""
    organisation = request.organisation
    if organisation.state in (OrganisationState.ACTIVE, OrganisationState.CLOSED) or not organisation.number:
        return organisation.name
    return shown_number(organisation.number, country=organisation.country)


def organisations_found(words: str, *, most: int = 20) -> list[Organisation]:
    """Organisations in use whose name holds these words, or that have this number."""
    number = "".join(words.split()).replace("-", "")
    # SQLite knows upper and lower case of plain letters only: ås is looked for as Ås too.
    named = Q(name__icontains=words) | Q(name__icontains=words.capitalize())
    matches = named | Q(number=number) if number else named
    found = Organisation.objects.filter(matches, state=OrganisationState.ACTIVE).select_related("municipality__county")
    return sorted(found[:most], key=lambda one: nordic(one.name))


def person_with_address(email: str) -> User | None:
    """Whose account this address is: theirs who have confirmed it, else theirs who are to sign in with it."""
    confirmed = User.objects.filter(emailaddress__email=email, emailaddress__verified=True)
    return confirmed.first() or User.objects.filter(email=email).first()


def open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Invitations that wait for an answer, the newest first; those whose link has expired too."""
    rows = Invitation.objects.filter(organisation=organisation, state=InvitationState.SENT)
    return rows.select_related("unit").order_by("-invited_at", "-pk")
