from datetime import date
from itertools import count

from allauth.account.models import EmailAddress

from cms.people.models import Membership, Organisation, User
from cms.people.roles import give_role

_numbers = count(1)
PASSWORD = "granfrost-2027"


def make_user(name="Ingrid Moen", *, email="", language="nb", password=PASSWORD, confirmed=True, **fields):
    email = email or f"person{next(_numbers)}@example.org"
    user = User.objects.create_user(email, password, name=name, language=language, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=confirmed, primary=True)
    return user


def make_admin(name="Astrid Lunde", **fields):
    return make_user(name, is_staff=True, is_superuser=True, **fields)


def make_holder_of(role, name="Kari Brekke", **fields):
    """A person with a staff role (`roles.COORDINATOR`, say)."""
    user = make_user(name, **fields)
    give_role(user=user, role=role)
    return user


def make_contact(organisation, name="Håkon Nygård", **fields):
    user = make_user(name, **fields)
    make_membership(user, organisation, role="contact")
    return user


def make_organisation(name="Skogdal kommune", *, kind="municipality", **fields):
    return Organisation.objects.create(name=name, kind=kind, **fields)


def make_membership(user, organisation, *, role="member", starts_on=date(2020, 1, 1), ends_on=None):
    return Membership.objects.create(
        user=user, organisation=organisation, role=role, starts_on=starts_on, ends_on=ends_on
    )
