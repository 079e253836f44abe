"""Organisations in the admin: what coordinators see, answer, merge, close and write."""

import pytest
from django.contrib.auth.models import Permission
from wagtail.models import ModelLogEntry

from cms import clock
from cms.people import roles
from cms.people.domain.organisations import register_organisation
from cms.people.models import InvoiceAddress, JoinRequest, Membership, Organisation, OrganisationMerge, Unit
from tests.factories.people import (
    make_admin,
    make_contact,
    make_holder_of,
    make_membership,
    make_organisation,
    make_user,
)
from tests.factories.places import make_municipality
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    """May open the admin and see and change organisations, as the group of coordinators will."""
    person = make_holder_of(roles.COORDINATOR, language="en")
    names = ["access_admin", "view_organisation", "change_organisation", "add_organisation"]
    person.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(person)
    return person


def registered(name="Ny kommune", by=None):
    words = {"kind": "municipality", "country": "no", "language": "nb", "at": clock.now()}
    return register_organisation(name=name, by=by or make_user(), **words).request.organisation


def page(organisation, what):
    return f"/admin/organisations/{organisation.pk}/{what}/"


def inspect_url(organisation):
    return f"/admin/organisations/inspect/{organisation.pk}/"


FORM = {"name": "Skogdal", "kind": "municipality", "country": "no", "number": "", "language": "nb"}
FORM |= {"sector": "", "municipality": "", "county": "", "size_class": ""}


# --- The list ---------------------------------------------------------------------------------------


def test_what_waits_stands_first_and_filters_narrow(client, coordinator):
    place = make_municipality("Skogdal")
    first = make_organisation("A kommune", municipality=place)
    waits = make_organisation("Å kommune", state="pending")
    company = make_organisation("B bedrift", kind="company", county=place.county)

    def listed(**query):
        return [row.pk for row in client.get("/admin/organisations/", query).context["object_list"]]

    assert listed() == [waits.pk, first.pk, company.pk]
    assert listed(state="pending") == [waits.pk]
    assert listed(kind="company") == [company.pk]
    assert listed(in_county=place.county.pk) == [first.pk, company.pk]
    assert listed(ordering="-name")[0] == waits.pk


def test_list_takes_as_many_queries_for_many(client, coordinator):
    counts = []
    for more in (1, 12):
        for _ in range(more):
            make_organisation(municipality=make_municipality(number=str(Organisation.objects.count())))
        client.get("/admin/organisations/")
        with count_queries() as asked:
            client.get("/admin/organisations/")
        counts.append(len(asked))

    assert counts[0] == counts[1], asked


# --- Answering --------------------------------------------------------------------------------------


def test_registration_is_looked_at_and_approved(client, coordinator):
    person = make_user("Ingrid Moen", email="ingrid@example.org")
    make_organisation("Ny kommune")
    organisation = registered(by=person)

    shown = client.get(page(organisation, "answer")).content.decode()
    response = client.post(page(organisation, "answer"), {"approve": "1"})

    assert "Ingrid Moen" in shown
    assert "This may be here already" in shown
    assert response.url == inspect_url(organisation)
    assert Membership.objects.get().user == person


def test_refusal_needs_a_reason_and_keeps_the_page(client, coordinator):
    organisation = registered()

    response = client.post(page(organisation, "answer"), {"refuse": "1", "reason": " "})
    assert (response.status_code, list(response.context["form"].errors)) == (200, ["reason"])

    client.post(page(organisation, "answer"), {"refuse": "1", "reason": "Finnes fra før"})
    assert Organisation.objects.get().state == "refused"


def test_second_coordinator_is_told_that_it_is_answered(client, coordinator):
    organisation = registered()
    for _ in range(2):
        response = client.post(page(organisation, "answer"), {"approve": "1"}, follow=True)

    assert "Somebody has answered this registration already." in response.content.decode()


def test_own_registration_is_for_somebody_else(client, coordinator):
    organisation = registered(by=coordinator)

    response = client.post(page(organisation, "answer"), {"approve": "1"}, follow=True)

    assert "somebody else must approve it" in response.content.decode()
    assert Organisation.objects.get().state == "pending"


def test_requests_are_answered_from_the_admin(client, coordinator):
    organisation = make_organisation()
    request = JoinRequest.objects.create(user=make_user("Ola"), organisation=organisation, asked_at=clock.now())

    shown = client.get(inspect_url(organisation)).content.decode()
    response = client.post(f"/organisation/requests/{request.pk}/approve/", {"from": "admin"})

    assert f"/organisation/requests/{request.pk}/approve/" in shown
    assert response.url == inspect_url(organisation)


def test_closing_is_confirmed_first(client, coordinator):
    organisation = make_organisation()

    assert client.get(page(organisation, "close")).status_code == 200
    assert Organisation.objects.get().state == "active"
    client.post(page(organisation, "close"))

    assert Organisation.objects.get().state == "closed"


# --- Writing ----------------------------------------------------------------------------------------


def test_number_is_checked_and_stored_compact(client, coordinator):
    wrong = client.post("/admin/organisations/new/", FORM | {"number": "310 000 018"})
    right = client.post("/admin/organisations/new/", FORM | {"number": "NO 310 000 019 MVA"})

    assert "The last digit does not fit" in wrong.content.decode()
    assert right.status_code == 302
    assert Organisation.objects.get().number == "310000019"


def test_number_of_another_leads_to_a_merge(client, coordinator):
    make_organisation("Skogdal kommune", number="310000019")
    other = make_organisation("Skogdal")

    response = client.post(f"/admin/organisations/edit/{other.pk}/", FORM | {"number": "310000019"})

    assert "Skogdal kommune has this number." in response.content.decode()


def test_edit_leaves_a_line_in_the_log(client, coordinator):
    organisation = make_organisation(number="310000019")

    client.post(f"/admin/organisations/edit/{organisation.pk}/", FORM | {"number": "310000019", "sector": "health"})

    organisation.refresh_from_db()
    assert organisation.sector == "health"
    assert ModelLogEntry.objects.filter(action="wagtail.edit", user=coordinator).exists()


def test_nobody_deletes_an_organisation(client):
    client.force_login(make_admin())
    organisation = make_organisation()

    response = client.post(f"/admin/organisations/delete/{organisation.pk}/")

    assert response.status_code in {302, 403, 404}
    assert Organisation.objects.exists()


def units_form(*names, **invoice):
    rows = {f"units-{number}-name": name for number, name in enumerate(names)}
    counts = {"units-TOTAL_FORMS": len(names), "units-INITIAL_FORMS": "0"}
    words = {"email": "", "address": "", "peppol_id": "", "buyer_reference": ""} | invoice
    return counts | rows | {f"invoice-{name}": value for name, value in words.items()}


def test_units_and_invoice_address_are_written(client, coordinator):
    organisation = make_organisation()

    response = client.post(
        page(organisation, "details"), units_form("Brann", "Helse", "", peppol_id="310 000 019", email="f@example.org")
    )

    assert response.status_code == 302
    assert sorted(organisation.units.values_list("name", flat=True)) == ["Brann", "Helse"]
    assert InvoiceAddress.objects.get().peppol_id == "0192:310000019"
    assert ModelLogEntry.objects.filter(action="people.add_unit").count() == 2
    assert ModelLogEntry.objects.get(action="people.invoice_address").data == {"changed": ["email", "peppol_id"]}


def test_unit_is_renamed_and_removed_and_its_people_stay(client, coordinator):
    organisation = make_organisation()
    brann, helse = (Unit.objects.create(organisation=organisation, name=name) for name in ("Brann", "Helse"))
    member = make_membership(make_user(), organisation)
    Membership.objects.update(unit=helse)
    form = units_form("Brann og redning", "Helse") | {"units-INITIAL_FORMS": "2", "units-1-DELETE": "on"}

    client.post(page(organisation, "details"), form | {"units-0-id": brann.pk, "units-1-id": helse.pk})

    member.refresh_from_db()
    assert [unit.name for unit in organisation.units.all()] == ["Brann og redning"]
    assert (member.organisation, member.unit) == (organisation, None)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (units_form("Brann", "BRANN"), ""),
        (units_form(peppol_id="0007:310000019"), "is 0192: followed by"),
        (units_form(peppol_id="0192:310000018"), "The last digit does not fit"),
        (units_form(buyer_reference="x" * 61), ""),
        (units_form(email="nei"), ""),
    ],
)
def test_wrong_details_are_said_and_nothing_is_written(client, coordinator, form, words):
    organisation = make_organisation()

    response = client.post(page(organisation, "details"), form)

    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Unit.objects.exists()
    assert not InvoiceAddress.objects.exists()


# --- Merging ----------------------------------------------------------------------------------------


def test_merge_is_previewed_then_confirmed(client, coordinator):
    kept, merged = make_organisation("Skogdal kommune"), make_organisation("Skogdal")
    make_contact(merged)

    chosen = client.get(page(merged, "merge"), {"kept": kept.pk})
    assert chosen.context["moves"] == {"memberships": 1}
    assert not OrganisationMerge.objects.exists()

    response = client.post(page(merged, "merge"), {"kept": kept.pk})

    assert response.url == inspect_url(kept)
    assert OrganisationMerge.objects.get().by == coordinator
    assert "This record was merged into Skogdal kommune" in client.get(inspect_url(merged)).content.decode()
    assert "Merged into this one" in client.get(inspect_url(kept)).content.decode()


def test_what_came_later_is_shown_and_moved(client, coordinator):
    kept = make_organisation()
    merged = make_organisation("Gammel", state="merged", merged_into=kept)
    late = make_membership(make_user(), merged)

    assert "still points at this record" in client.get(inspect_url(merged)).content.decode()
    assert client.get(page(merged, "move-again")).status_code == 405
    client.post(page(merged, "move-again"))

    late.refresh_from_db()
    assert late.organisation == kept
    assert "still points at this record" not in client.get(inspect_url(merged)).content.decode()


@pytest.mark.parametrize("state", ["self", "pending", "closed", "gone"])
def test_merge_into_what_cannot_stay_changes_nothing(client, coordinator, state):
    merged = make_organisation("Skogdal")
    kept = {"self": merged.pk, "gone": 999999}.get(state) or make_organisation("B", state=state).pk

    client.post(page(merged, "merge"), {"kept": kept})

    assert not OrganisationMerge.objects.exists()
    assert client.get(page(merged, "merge"), {"kept": kept}).context["kept"] is None


def test_likely_duplicates_are_listed(client, coordinator):
    one, other = make_organisation("Skogdal kommune"), make_organisation("Skogdal")
    make_organisation("Elvestad")

    html = client.get("/admin/organisations/duplicates/").content.decode()

    assert page(one, "merge") in html
    assert page(other, "merge") in html
    assert "Elvestad" not in html


# --- Who may ----------------------------------------------------------------------------------------


def test_others_with_a_way_into_the_admin_may_not(client):
    organisation = make_organisation()
    person = make_user()
    person.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "change_organisation"]))
    client.force_login(person)

    for address in ("answer", "close", "details", "merge", "move-again"):
        for response in (client.get(page(organisation, address)), client.post(page(organisation, address))):
            assert response.status_code in {302, 403}, address
    assert client.get("/admin/organisations/duplicates/").status_code in {302, 403}
    organisation.refresh_from_db()
    assert organisation.is_active


def test_contact_has_no_way_into_the_admin(client):
    organisation = make_organisation()
    client.force_login(make_contact(organisation))

    for address in (page(organisation, "merge"), inspect_url(organisation), "/admin/organisations/"):
        assert client.get(address).status_code == 302


# --- The way to the answer --------------------------------------------------------------------------


def test_answer_is_offered_in_the_list_and_on_the_form(client, coordinator):
    waits, active = registered(), make_organisation("Eldre kommune")
    answer = f'href="{page(waits, "answer")}"'

    listed = client.get("/admin/organisations/").content.decode()
    edited = client.get(f"/admin/organisations/edit/{waits.pk}/").content.decode()

    assert answer in listed
    assert 'href="/admin/organisations/?state=pending"' in listed
    assert f'href="{page(active, "answer")}"' not in listed
    assert answer in edited
    assert page(active, "answer") not in client.get(f"/admin/organisations/edit/{active.pk}/").content.decode()


def test_who_may_not_answer_is_not_offered_it(client):
    person = make_user(language="en", is_staff=True)
    names = ["access_admin", "view_organisation", "change_organisation"]
    person.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(person)
    waits = registered()

    assert page(waits, "answer") not in client.get("/admin/organisations/").content.decode()
    assert page(waits, "answer") not in client.get(f"/admin/organisations/edit/{waits.pk}/").content.decode()
