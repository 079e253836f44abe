"""Reads about people that more than one place needs."""

from datetime import date

from django.db.models import Q, QuerySet

from cms.sorting import nordic

from .enums import MembershipRole, OrganisationState
from .models import JoinRequest, Membership, Organisation, User
from .numbers import shown_number
from .roles import COORDINATOR


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


def has_contact(organisation: Organisation, *, on: date) -> bool:
    """Somebody is contact person of the organisation on this day."""
    return current_memberships(on=on).filter(organisation=organisation, role=MembershipRole.CONTACT).exists()


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
