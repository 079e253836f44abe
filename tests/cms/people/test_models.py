from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction
from django.utils import translation

from cms.people.models import Membership, Organisation, User
from cms.people.models.user import canonical_email
from tests.factories.people import PASSWORD, make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db


def refused(act):
    """Say which constraint of the database refuses an act, even when every check of ours is passed by."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act()
    return str(error.value)


def test_address_is_stored_in_lower_case():
    user = User.objects.create_user("  Ingrid.MOEN@Example.ORG ", "x", name="Ingrid")

    assert user.email == "ingrid.moen@example.org"
    assert User.objects.get_by_natural_key("INGRID.moen@example.org") == user


def test_database_itself_refuses_the_same_address_in_other_letters():
    make_user(email="ingrid@example.org")
    other = User(email="INGRID@example.org", name="Ingrid")

    message = refused(other.save)

    assert "user_email_ignores_case" in message


@pytest.mark.parametrize(
    "other", ["ingrid+kurs@example.org", "in.grid@example.org", "ingrid@example.com", "ingríd@example.org"]
)
def test_plus_signs_dots_and_accents_make_other_people(other):
    make_user(email="ingrid@example.org")

    assert make_user(email=other).email == other
    assert canonical_email(other) == other


def test_sign_in_ignores_case_of_the_address(rf):
    user = make_user(email="ingrid@example.org")

    found = authenticate(rf.get("/"), email="INGRID@Example.org", password=PASSWORD)

    assert found == user


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Siân O'Neill", "Siân"),
        ("فاطمة الزهراء", "فاطمة"),
        ("שרה כהן", "שרה"),
        ("王小明", "王小明"),
        ("Å" * 200, "Å" * 200),
    ],
)
def test_names_are_kept_as_people_write_them(name, short):
    user = make_user(name)

    user.refresh_from_db()
    assert (user.name, str(user), user.get_full_name(), user.get_short_name()) == (name, name, name, short)


def test_person_without_a_name_is_called_by_address():
    assert str(User(email="ingrid@example.org", name="")) == "ingrid@example.org"


def test_membership_cannot_end_before_it_starts():
    person, place = make_user(), make_organisation()

    message = refused(lambda: make_membership(person, place, starts_on=date(2026, 2, 2), ends_on=date(2026, 2, 1)))

    assert "membership_ends_after_it_starts" in message


def test_membership_may_last_one_day():
    day = date(2026, 2, 2)

    assert make_membership(make_user(), make_organisation(), starts_on=day, ends_on=day).pk


def test_role_is_held_once_at_a_time():
    person, place = make_user(), make_organisation()
    make_membership(person, place, role="contact")

    refused(lambda: make_membership(person, place, role="contact"))

    make_membership(person, place, role="member")
    make_membership(person, make_organisation("Fjordvik"), role="contact")
    make_membership(person, place, role="contact", ends_on=date(2021, 1, 1))
    assert Membership.objects.count() == 4


def test_organisation_with_members_is_not_deleted():
    place = make_organisation()
    make_membership(make_user(), place)

    with pytest.raises(IntegrityError), transaction.atomic():
        place.delete()


def test_organisation_number_is_unique_in_its_country():
    make_organisation("A", number="987654321", country="no")

    assert refused(lambda: make_organisation("B", number="987654321", country="no"))

    make_organisation("C", number="987654321", country="se")
    make_organisation("D", number="")
    make_organisation("E", number="")
    assert Organisation.objects.count() == 4


def test_person_is_called_by_name_else_by_address_and_a_shell_by_neither():
    shell = User(email="erased-0f3a@erased.invalid")

    with translation.override("en"):
        called = [str(one) for one in (User(name="Ola", email="o@example.org"), User(email="o@example.org"), shell)]

    assert called == ["Ola", "o@example.org", "Erased person"]
