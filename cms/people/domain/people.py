"""What can be done to people and their memberships."""

from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from cms import audit

from ..enums import MembershipRole
from ..models import Membership, Organisation, User
from ..models.user import canonical_email


class EmailTaken(Exception):
    """Somebody is registered with this address already."""


def register_person(
    *,
    email: str,
    name: str,
    language: str,
    password_hash: str,
    by: User | None,
    at: datetime,
    is_staff: bool = False,
    is_superuser: bool = False,
) -> User:
    """Create a person whose address is taken as confirmed, with a password that is hashed already.

    Raises EmailTaken. People who sign up themselves go through allauth instead.
    """
    user = User(email=canonical_email(email), name=name, language=language, date_joined=at)
    user.password, user.is_staff, user.is_superuser = password_hash, is_staff, is_superuser
    try:
        with transaction.atomic():
            user.save()
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
            audit.record(user, action="people.register", by=by, at=at)
    except IntegrityError:  # the unique constraint: also when two register at the same moment
        raise EmailTaken(user.email) from None
    return user


@transaction.atomic
def join_organisation(
    *,
    user: User,
    organisation: Organisation,
    role: str = MembershipRole.MEMBER,
    starts_on: date,
    by: User | None,
    at: datetime,
) -> Membership:
    """Give a person a role in an organisation; one that is held already is returned as it is."""
    membership, created = Membership.objects.get_or_create(
        user=user, organisation=organisation, role=role, ends_on=None, defaults={"starts_on": starts_on}
    )
    if created:
        audit.record(membership, action="people.join", by=by, at=at, user=user.pk, organisation=organisation.pk)
    return membership
