"""The organisation page: who comes in, what it shows and what can be done on it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms import clock
from cms.people import roles
from cms.people.models import ExpectedRole, Invitation, InvoiceAddress, Membership, Unit
from tests.factories.people import (
    make_admin,
    make_contact,
    make_holder_of,
    make_membership,
    make_organisation,
    make_user,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def address(name, organisation, **kwargs):
    return reverse(name, kwargs={"key": organisation.key, **kwargs})


def every_address(organisation, membership, unit):
    """Each address of an organisation, with something of its own in it."""
    person = {"pk": membership.user_id}
    return [
        address("organisation", organisation),
        address("expected_roles", organisation),
        address("organisation_language", organisation),
        address("invoice_address", organisation),
        address("organisation_units", organisation),
        address("organisation_unit", organisation, pk=unit.pk),
        address("organisation_person", organisation, **person),
        address("remove_person", organisation, **person),
        address("give_vacant_role", organisation, role="log_keeper"),
        address("end_role", organisation, pk=membership.pk),
        address("change_unit", organisation, pk=membership.pk),
        address("evidence", organisation),
        address("evidence_table", organisation),
    ]


@pytest.fixture
def place():
    return make_organisation("Skogdal kommune")


@pytest.fixture
def held(place):
    return make_membership(make_user("Ingrid Moen"), place)


@pytest.fixture
def contact(place):
    return make_contact(place, "Håkon Nygård")


@pytest.fixture
def unit(place):
    return Unit.objects.create(organisation=place, name="Helse")


def member_of(place):
    person = make_user("Per Berg")
    make_membership(person, place)
    return person


def former_contact_of(place):
    person = make_user("Per Berg")
    make_membership(person, place, role="contact", ends_on=clock.today() - DAY)
    return person


STRANGERS = {
    "other contact": lambda place: make_contact(make_organisation("Elvestad")),
    "member": member_of,
    "former contact": former_contact_of,
    "contact to be": lambda place: (
        make_membership(make_user(), place, role="contact", starts_on=clock.today() + DAY).user
    ),
    "learner": lambda place: make_user(),
    "auditor": lambda place: make_holder_of(roles.AUDITOR),
}


@pytest.mark.parametrize("who", STRANGERS)
def test_others_find_none_of_it_and_change_nothing(who, place, held, contact, unit):
    client = signed_in(STRANGERS[who](place))
    before = list(Membership.objects.values().order_by("pk"))

    for url in every_address(place, held, unit):
        form = {"do": "remove", "person": held.user_id, "roles": "contact", "first_day_without": "2026-01-01"}
        assert (client.get(url).status_code, client.post(url, form).status_code) == (404, 404), url

    assert list(Membership.objects.values().order_by("pk")) == before
    assert (Unit.objects.count(), ExpectedRole.objects.count()) == (1, 0)


def test_strangers_are_asked_to_sign_in(place, held, unit):
    for url in every_address(place, held, unit):
        for response in (Client().get(url), Client().post(url)):
            assert (response.status_code, response.url) == (302, f"/accounts/login/?next={url}")


@pytest.mark.parametrize("make", [make_admin, lambda: make_holder_of(roles.COORDINATOR)])
def test_contact_and_centre_come_in(make, place, held, contact, unit):
    for person in (contact, make()):
        statuses = {signed_in(person).get(url).status_code for url in every_address(place, held, unit)}
        assert statuses == {200}


def test_what_belongs_to_another_organisation_is_not_found_under_this_one(place, contact):
    other = make_organisation("Elvestad")
    foreign = make_membership(make_user(), other)
    foreign_unit = Unit.objects.create(organisation=other, name="Stab")
    client = signed_in(contact)

    for url in every_address(place, foreign, foreign_unit):
        if any(f"/{number}/" in url for number in (foreign.pk, foreign.user_id, foreign_unit.pk)):
            assert (client.get(url).status_code, client.post(url).status_code) == (404, 404), url
    given = client.post(address("give_vacant_role", place, role="contact"), {"person": foreign.user_id})

    assert given.status_code == 404
    assert not Membership.objects.filter(organisation=place, user=foreign.user).exists()


@pytest.mark.parametrize("state", ["pending", "refused", "closed"])
def test_organisation_that_is_not_in_use_is_not_found(state, place, contact):
    place.state = state
    place.save()

    for person in (contact, make_admin()):
        assert signed_in(person).get(address("organisation", place)).status_code == 404


def test_merged_organisation_leads_to_the_kept_one_whoever_looks_after_it(place, contact):
    kept = make_organisation("Elvestad")
    keeper = make_contact(kept)
    place.state, place.merged_into = "merged", kept
    place.save()

    response = signed_in(keeper).get(address("evidence", place))

    assert (response.status_code, response.url) == (302, address("organisation", kept))
    assert signed_in(contact).get(address("organisation", place)).status_code == 404


def test_list_leads_straight_to_the_only_one(place, contact):
    make_membership(contact, make_organisation("Der jeg er medlem"))
    make_membership(contact, make_organisation("Venter", state="pending"), role="contact")
    make_membership(contact, make_organisation("Før"), role="contact", ends_on=clock.today() - DAY)

    response = signed_in(contact).get("/organisation/")

    assert (response.status_code, response.url) == (302, address("organisation", place))


def test_list_of_several_is_in_norwegian_order():
    person = make_user()
    for name in ("Ås", "Bø", "Alta"):
        make_membership(person, make_organisation(name), role="contact")

    response = signed_in(person).get("/organisation/")

    assert [one.name for one in response.context["organisations"]] == ["Alta", "Bø", "Ås"]


def test_list_of_none_says_what_to_do(place, contact):
    response = signed_in(member_of(place)).get("/organisation/")

    assert (response.status_code, response.context["organisations"]) == (200, [])
    assert "Skogdal" not in response.content.decode()


def test_number_stands_as_people_write_it(place, contact):
    place.number = "310000019"
    place.save()
    client = signed_in(contact)

    for name, times in (("organisation", 2), ("evidence", 1)):
        page = client.get(address(name, place)).content.decode()
        assert (page.count("310 000 019"), page.count("310000019")) == (times, 0), name


def test_page_lists_its_sections_in_order(place, contact):
    response = signed_in(contact).get(address("organisation", place))

    ids = [section.id for section in response.context["page_sections"]]
    ours = [one for one in ids if one in ("vacant-roles", "people", "courses", "details", "evidence")]
    assert ours == ["vacant-roles", "people", "courses", "details", "evidence"]
    for one in ids:
        assert response.content.decode().count(f'id="{one}"') == 1


# --- People ----------------------------------------------------------------------------------


def names_on(client, place, **query):
    html = client.get(address("organisation", place), query).content.decode()
    section = html[html.index('id="people"') : html.index('id="courses"')]
    known = ("Anne Ås", "Bjørn Østby", "Åse Lie", "Håkon Nygård", "Per Left")
    return sorted((name for name in known if name in section), key=section.index)


def test_people_are_found_by_name_role_and_unit(place, contact, unit):
    anne, bjorn = make_user("Anne Ås"), make_user("Bjørn Østby")
    Membership.objects.create(user=anne, organisation=place, unit=unit, role="log_keeper", starts_on="2024-01-01")
    make_membership(bjorn, place, role="health_lead", starts_on=clock.today() + DAY)
    make_membership(make_user("Åse Lie"), place)
    make_membership(make_user("Per Left"), place, ends_on=clock.today() - DAY)
    make_membership(make_user("Elsewhere Ås"), make_organisation("Elvestad"))
    client = signed_in(contact)

    assert names_on(client, place) == ["Anne Ås", "Bjørn Østby", "Håkon Nygård", "Åse Lie"]
    assert names_on(client, place, **{"p-name": "øst"}) == ["Bjørn Østby"]
    assert names_on(client, place, **{"p-role": "log_keeper"}) == ["Anne Ås"]
    assert names_on(client, place, **{"p-unit": unit.pk}) == ["Anne Ås"]
    assert names_on(client, place, **{"p-show": "left"}) == ["Per Left"]
    assert len(names_on(client, place, **{"p-role": "emperor", "p-unit": "x", "people": "99"})) == 4


def test_role_is_given_with_unit_and_day(place, contact, held, unit):
    url = address("organisation_person", place, pk=held.user_id)
    form = {"role": "log_keeper", "unit": unit.pk, "starts_on": "01.12.2026"}

    response = signed_in(contact).post(url, form)

    assert (response.status_code, response.url) == (302, url)
    given = Membership.objects.get(role="log_keeper")
    assert (given.user, given.unit, given.starts_on.isoformat()) == (held.user, unit, "2026-12-01")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"role": "member"}, "role"),
        ({"role": "emperor"}, "role"),
        ({"unit": "999"}, "unit"),
        ({"starts_on": "first of May"}, "starts_on"),
        ({"starts_on": "0226-01-01"}, "starts_on"),
    ],
)
def test_what_is_wrong_with_a_role_is_said_and_nothing_lost(change, field, place, contact, held, unit):
    form = {"role": "log_keeper", "unit": unit.pk, "starts_on": "2026-12-01"} | change

    response = signed_in(contact).post(address("organisation_person", place, pk=held.user_id), form)

    assert list(response.context["form"].errors) == [field]
    assert response.context["form"]["starts_on"].value() == form["starts_on"]
    assert Membership.objects.filter(user=held.user).count() == 1


def test_vacant_role_says_that_an_invitation_waits(place, contact):
    ExpectedRole.objects.create(organisation=place, role="log_keeper")
    client, now = signed_in(contact), clock.now()
    sent = {"organisation": place, "role": "log_keeper", "invited_at": now, "invited_by": contact}
    Invitation.objects.create(email="utlopt@example.org", token_hash="a", expires_at=now - DAY, **sent)

    def shown():
        page = client.get(address("organisation", place))
        return page.content.decode().split('id="vacant-roles"', 1)[1].split("</section>", 1)[0]

    assert "vacancy__invited" not in shown()
    who = {"email": "nina@example.org", "name": "Nina Vik", "token_hash": "b"}
    waits = Invitation.objects.create(expires_at=now + 9 * DAY, **who, **sent)
    assert "Nina Vik" in shown()
    assert "utlopt@example.org" not in shown()
    Invitation.objects.filter(pk=waits.pk).update(state="withdrawn")
    assert "Nina Vik" not in shown()


def test_vacant_role_is_given_to_somebody_who_is_here(place, contact, held):
    ExpectedRole.objects.create(organisation=place, role="log_keeper")
    client = signed_in(contact)
    url = address("give_vacant_role", place, role="log_keeper")
    assert "Ingrid Moen" in client.get(url).content.decode()

    client.post(url, {"person": held.user_id})
    again = client.post(url, {"person": held.user_id}, follow=True)

    assert Membership.objects.get(role="log_keeper").user == held.user
    assert again.status_code == 200


@pytest.mark.parametrize("person", ["", "nobody", "-1", "²", "9" * 30, "9" * 5000])
def test_role_goes_to_nobody_who_is_not_here(person, place, contact, held):
    url = address("give_vacant_role", place, role="log_keeper")

    assert signed_in(contact).post(url, {"person": person}).status_code == 404
    assert not Membership.objects.filter(role="log_keeper").exists()


@pytest.mark.parametrize(
    "name", ["organisation_person", "remove_person", "end_role", "change_unit", "organisation_unit"]
)
def test_number_that_no_row_can_have_is_not_found(name, place, contact):
    url = address(name, place, pk=10**30)

    assert signed_in(contact).get(url).status_code == 404


def test_removed_person_is_out_today_and_the_role_is_vacant_today(place, contact, held):
    make_membership(held.user, place, role="log_keeper")
    ExpectedRole.objects.create(organisation=place, role="log_keeper")
    client, today = signed_in(contact), clock.today()
    assert "Every role is held." in english(client).get(address("organisation", place)).content.decode()

    client.post(address("remove_person", place, pk=held.user_id), {"first_day_without": today.isoformat()})

    assert set(held.user.memberships.values_list("ends_on", flat=True)) == {today - DAY}
    assert "Every role is held." not in client.get(address("organisation", place)).content.decode()
    assert "vacant-roles" in client.get(reverse("my_day")).content.decode()


def test_role_is_vacant_when_its_last_day_has_passed(place, contact, held, monkeypatch):
    ExpectedRole.objects.create(organisation=place, role="log_keeper")
    last_day = clock.today() + 3 * DAY
    make_membership(held.user, place, role="log_keeper", ends_on=last_day)
    client = english(signed_in(contact))

    def vacant(day):
        monkeypatch.setattr(clock, "today", lambda: day)
        return "Every role is held." not in client.get(address("organisation", place)).content.decode()

    assert [vacant(last_day), vacant(last_day + DAY)] == [False, True]


def test_last_contact_is_told_why_they_stay(place, contact):
    client = english(signed_in(contact))
    own = contact.memberships.get()
    for url in (
        address("end_role", place, pk=own.pk),
        address("remove_person", place, pk=contact.pk),
        reverse("leave_role", args=[own.pk]),
    ):
        response = client.post(url, {"first_day_without": "2026-12-01"})

        assert response.status_code == 422
        assert "only contact person" in response.content.decode()
        assert response.context["form"]["first_day_without"].value() == "2026-12-01"
    assert Membership.objects.get().ends_on is None


def test_ending_twice_is_no_error(place, contact, held):
    url, client = address("end_role", place, pk=held.pk), english(signed_in(contact))
    form = {"first_day_without": clock.today().isoformat()}
    client.post(url, form)

    response = client.post(url, form, follow=True)

    assert response.status_code == 200
    assert "ended already" in response.content.decode()


def english(client):
    client.cookies["language"] = "en"
    from django.conf import settings

    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_somebody_leaves_a_role_of_their_own_only(place, contact, held):
    client = signed_in(held.user)
    form = {"first_day_without": clock.today().isoformat()}

    assert client.post(reverse("leave_role", args=[contact.memberships.get().pk]), form).status_code == 404
    assert client.post(reverse("leave_role", args=[held.pk]), form).url == reverse("profile")

    held.refresh_from_db()
    assert held.ends_on == clock.today() - DAY
    assert "Skogdal kommune" in client.get(reverse("profile")).content.decode()


# --- Details ---------------------------------------------------------------------------------


def test_contact_changes_what_is_the_organisations_own(place, contact):
    client = signed_in(contact)
    invoice = {"email": "faktura@example.org", "peppol_id": "0192:310000019", "name": "Stolen", "number": "1"}

    client.post(address("organisation_language", place), {"language": "nn", "name": "Stolen"})
    client.post(address("invoice_address", place), invoice)
    client.post(address("organisation_units", place), {"name": "Helse"})
    client.post(address("expected_roles", place), {"roles": ["contact", "log_keeper"]})

    place.refresh_from_db()
    assert (place.name, place.language, place.number) == ("Skogdal kommune", "nn", "")
    assert (place.invoice_address.peppol_id, place.units.get().name) == ("0192:310000019", "Helse")
    assert ExpectedRole.objects.count() == 2


def test_wrong_peppol_id_is_said_and_the_rest_kept(place, contact):
    response = signed_in(contact).post(
        address("invoice_address", place), {"email": "faktura@example.org", "peppol_id": "0192:310000018"}
    )

    assert list(response.context["form"].errors) == ["peppol_id"]
    assert 'value="faktura@example.org"' in response.content.decode()
    assert not InvoiceAddress.objects.exists()


def test_units_are_renamed_removed_and_never_doubled(place, contact, unit):
    client = signed_in(contact)
    doubled = client.post(address("organisation_units", place), {"name": "HELSE"})

    client.post(address("organisation_unit", place, pk=unit.pk), {"name": "Helse og omsorg"})

    assert list(doubled.context["form"].errors) == ["name"]
    assert Unit.objects.get().name == "Helse og omsorg"
    client.post(address("organisation_unit", place, pk=unit.pk), {"do": "remove"})
    assert ModelLogEntry.objects.filter(action="people.remove_unit").count() == 1
