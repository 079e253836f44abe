"""What lines about people come to, from the centre and from a contact person."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.mail.models import OutboxMessage
from cms.people.models import Invitation, Membership, Organisation, Unit, User
from tests.factories.imports import (
    AT,
    checked,
    counts,
    imported,
    people_list,
    problems,
)
from tests.factories.people import make_membership, make_organisation, make_user

KARI = "kari@example.org;Kari Nordmann;Skogdal kommune;contact;Beredskap;nn"


def people_there():
    """What an import of people leaves behind, but for numbers and moments."""
    held = Membership.objects.values_list("user__email", "user__name", "organisation__name", "role", "unit__name")
    people, addresses = User.objects.filter(is_staff=False), EmailAddress.objects.filter(user__is_staff=False)
    return sorted(held), people.count(), Unit.objects.count(), addresses.count()


@pytest.mark.django_db
def test_new_person_can_be_signed_in_to_by_nobody_and_gets_no_mail():
    place = make_organisation()

    record = imported(people_list(KARI))

    kari = User.objects.get(email="kari@example.org")
    address, membership = EmailAddress.objects.get(user=kari), kari.memberships.get()
    assert (record.state, counts(record)["created"]) == ("finished", 1)
    assert (kari.name, kari.language, kari.has_usable_password(), kari.is_staff) == (
        "Kari Nordmann",
        "nn",
        False,
        False,
    )
    assert (address.email, address.verified, address.primary) == (kari.email, False, True)
    assert (membership.organisation, membership.role, membership.unit.name) == (place, "contact", "Beredskap")
    assert (membership.ends_on, membership.starts_on) == (None, timezone.localdate(record.finished_at))
    assert not OutboxMessage.objects.exists()
    assert ModelLogEntry.objects.get(action="people.join").data["import"] == record.pk


@pytest.mark.django_db
def test_invitations_are_left_in_the_outbox_for_those_who_are_new():
    per = make_user("Per", email="per@example.org")
    make_organisation()

    imported(people_list(KARI, "per@example.org;Per;Skogdal kommune;;;"), send_invitations=True)

    assert per.memberships.count() == 1
    assert list(OutboxMessage.objects.values_list("to_address", "language", "state")) == [
        ("kari@example.org", "nn", "due")
    ]
    assert Invitation.objects.get().email == "kari@example.org"


@pytest.mark.django_db
def test_who_has_several_roles_is_invited_to_each_organisation_once():
    make_organisation()
    make_organisation("Elvestad kommune")
    lines = (KARI, KARI.replace("contact", "log_keeper"), KARI.replace("Skogdal", "Elvestad"))

    record = imported(people_list(*lines), send_invitations=True)

    assert (record.created, record.invited) == (3, 0)
    assert sorted(Invitation.objects.values_list("organisation__name", "role")) == [
        ("Elvestad kommune", "contact"),
        ("Skogdal kommune", "contact"),
    ]


@pytest.mark.django_db
def test_list_sent_again_invites_those_who_have_not_been_here():
    make_organisation()
    quiet, busy = "quiet@example.org", "busy@example.org"
    content = people_list(*(f"{email};Per;Skogdal kommune;;;" for email in (quiet, busy)))
    imported(content)
    User.objects.filter(email=busy).update(last_login=AT)
    assert not Invitation.objects.exists()

    again = [imported(content, send_invitations=True) for _ in range(2)]

    assert [(record.invited, record.unchanged) for record in again] == [(1, 1), (0, 2)]
    assert list(Invitation.objects.values_list("email", flat=True)) == [quiet]
    Invitation.objects.update(expires_at=AT)
    assert imported(content, send_invitations=True).invited == 1
    assert imported(content).invited == 0


@pytest.mark.django_db
def test_way_in_without_an_invitation_is_a_new_password_by_mail(client):
    make_organisation()
    imported(people_list(KARI))
    new = {"name": "Kari", "password1": "granfrost-2027", "password2": "granfrost-2027"}

    client.post("/accounts/login/", {"login": "kari@example.org", "password": ""})
    client.post("/accounts/signup/", {"email": "kari@example.org", **new})
    client.post("/accounts/password/reset/", {"email": "kari@example.org"})

    assert "_auth_user_id" not in client.session
    assert not User.objects.get(email="kari@example.org").has_usable_password()
    assert list(OutboxMessage.objects.order_by("pk").values_list("kind", "to_address")) == [
        ("account/email/account_already_exists", "kari@example.org"),
        ("account/email/password_reset_key", "kari@example.org"),
    ]


@pytest.mark.django_db
def test_addresses_that_differ_in_case_are_one_person_and_dots_are_another():
    make_organisation()
    rows = ("Kari.N@Example.org", "kari.n@example.org", "karin@example.org", "kari.n+x@example.org")

    record = imported(people_list(*[f"{email};Kari;Skogdal kommune;;;" for email in rows]))

    assert counts(record) == {"created": 3, "unchanged": 1, "invited": 0, "refused": 0}
    assert User.objects.filter(name="Kari").count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["kari@example.org", "annen@example.org"])
def test_person_who_exists_is_joined_and_left_as_they_are(address):
    make_organisation()
    kari = make_user("Kari Egen", email="kari@example.org", language="sv")
    EmailAddress.objects.create(user=kari, email="annen@example.org", verified=True)

    imported(people_list(f"{address.upper()};Kari Nordmann;Skogdal kommune;;;nb"))

    kari.refresh_from_db()
    assert (kari.name, kari.language, kari.memberships.count()) == ("Kari Egen", "sv", 1)
    assert kari.check_password("granfrost-2027")


@pytest.mark.django_db
def test_same_person_in_several_roles_and_organisations_is_one_person():
    make_organisation()
    make_organisation("Elvestad kommune")

    record = imported(people_list(KARI, KARI.replace("contact", "medlem"), KARI.replace("Skogdal", "ELVESTAD"), KARI))

    assert (counts(record)["created"], counts(record)["unchanged"]) == (3, 1)
    assert User.objects.filter(email="kari@example.org").count() == 1
    assert Unit.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["Siân O'Neill-Åse", "D’Angelo", "فاطمة الزهراء", "שרה כהן", "Å" * 200, "Kari", "=cmd|' /C calc'!A0"]
)
def test_names_are_kept_as_they_were_written(name):
    make_organisation()

    imported(people_list(f"kari@example.org;{name};Skogdal kommune;;;"))

    assert User.objects.get(email="kari@example.org").name == name


@pytest.mark.django_db
def test_importing_again_changes_nothing():
    make_organisation()
    imported(people_list(KARI))
    before = people_there()

    record = imported(people_list(KARI))

    assert (counts(record)["unchanged"], people_there()) == (1, before)


@pytest.mark.django_db
def test_end_that_is_set_already_is_not_undone_by_a_list():
    place, kari = make_organisation(), make_user(email="kari@example.org")
    today = timezone.localdate()
    last_day = today + timedelta(days=30)
    make_membership(kari, place, role="contact", ends_on=last_day)
    make_membership(kari, place, role="log_keeper", ends_on=today - timedelta(days=1))

    record = imported(people_list(KARI, KARI.replace("contact", "log_keeper")))

    assert counts(record) == {"created": 1, "unchanged": 1, "invited": 0, "refused": 0}
    assert kari.memberships.get(role="contact").ends_on == last_day
    assert kari.memberships.get(role="log_keeper", ends_on=None).starts_on == timezone.localdate(record.finished_at)


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["A\u030asnes kommune", "ÅSNES  KOMMUNE", "\u00a0åsnes kommune"])
def test_organisation_is_found_however_its_name_is_written(written):
    place = make_organisation("Åsnes kommune")

    record = imported(people_list(f"kari@example.org;Kari;{written};;;"))
    again = imported(f"navn;type\n{written};municipality\n", kind="organisations")

    assert (counts(record)["created"], Membership.objects.get().organisation) == (1, place)
    assert (again.unchanged, Organisation.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_organisation_is_found_by_number_and_must_not_be_contradicted():
    make_organisation(number="974760673")
    make_organisation("Elvestad kommune")
    make_organisation("Elvestad kommune")
    head = "e-post;navn;orgnr;organisasjon"
    record = checked(
        people_list(
            "a@example.org;A;974 760 673;;",
            "b@example.org;B;974760673;Et kallenavn;",
            "c@example.org;C;974760673;Elvestad kommune;",
            "d@example.org;D;974760674;;",
            "e@example.org;E;915933149;;",
            "f@example.org;F;;Elvestad kommune;",
            "g@example.org;G;;;",
            head=head,
        )
    )

    assert counts(record)["created"] == 2
    assert problems(record) == [
        (4, "organisation", "number_of_another"),
        (5, "number", "number_wrong"),
        (6, "number", "organisation_unknown"),
        (7, "organisation", "organisation_ambiguous"),
        (8, "organisation", "organisation_missing"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["pending", "refused", "closed"])
def test_organisation_not_in_use_is_unknown(state):
    make_organisation(state=state)

    assert problems(checked(people_list(KARI))) == [(2, "organisation", "organisation_unknown")]


@pytest.mark.django_db
def test_closed_account_is_not_joined():
    make_organisation()
    make_user(email="kari@example.org", is_active=False)

    assert problems(checked(people_list(KARI))) == [(2, "email", "account_closed")]


# --- For one organisation --------------------------------------------------------------------------


@pytest.mark.django_db
def test_contact_imports_to_their_own_organisation_only():
    own = make_organisation()
    make_organisation("Elvestad kommune", number="974760673")
    record = checked(
        people_list("a@example.org;A;", "b@example.org;B;SKOGDAL KOMMUNE", "c@example.org;C;Elvestad kommune"),
        organisation=own,
    )

    assert counts(record)["created"] == 2
    assert problems(record) == [(4, "organisation", "organisation_other")]


@pytest.mark.django_db
def test_contact_asks_those_who_have_an_account_and_does_not_place_them():
    own, place = make_organisation(), make_organisation("Elvestad kommune")
    per, siv = make_user("Per", email="per@example.org"), make_user("Siv", email="siv@example.org")
    make_membership(per, place)
    make_membership(siv, own)

    record = imported(
        people_list("per@example.org;P;;", "siv@example.org;S;;log_keeper", "kari@example.org;Kari;;"),
        organisation=own,
    )

    assert counts(record) == {"created": 2, "unchanged": 0, "invited": 1, "refused": 0}
    assert list(per.memberships.values_list("organisation", flat=True)) == [place.pk]
    assert siv.memberships.filter(organisation=own, role="log_keeper").exists()
    assert list(OutboxMessage.objects.values_list("to_address", flat=True)) == ["per@example.org"]
