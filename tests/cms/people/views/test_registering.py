"""Finding, registering and asking to join an organisation, as a person in a browser does."""

from uuid import uuid4

import pytest

from cms.people.models import JoinRequest, Organisation
from tests.factories.people import make_contact, make_membership, make_organisation, make_user
from tests.factories.places import make_county, make_municipality
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

ADDRESS = "/organisation/register/"


def signed_in(client, **fields):
    person = make_user(**({"language": "en"} | fields))
    client.force_login(person)
    return person


def post(client, **values):
    words = {"country": "no", "number": "", "name": "Skogdal Hjelpekorps", "kind": "voluntary", "municipality": ""}
    return client.post(ADDRESS, words | {"size_class": "", "language": "nb", "message": ""} | values)


def test_stranger_is_asked_to_sign_in(client):
    for address in (ADDRESS, f"/organisation/join/{make_organisation().key}/"):
        for response in (client.get(address), client.post(address)):
            assert (response.status_code, response.url) == (302, f"/accounts/login/?next={address}")


def test_registration_waits_and_says_what_happens(client):
    person = signed_in(client)
    place = make_municipality("Skogdal")

    response = post(client, number="310 000 019", municipality=place.pk, sector="rescue", size_class="small")

    assert (response.status_code, response.url) == (302, "/me/")
    organisation = Organisation.objects.get()
    assert (organisation.number, organisation.municipality, organisation.state) == ("310000019", place, "pending")
    assert (organisation.kind, organisation.sector, organisation.size_class) == ("voluntary", "rescue", "small")
    assert JoinRequest.objects.get().user == person
    html = client.get("/me/").content.decode()
    assert "The centre looks at the registration" in html
    assert "310 000 019" in html


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"number": "310 000 018"}, "number", "The last digit does not fit"),
        ({"number": "31000001"}, "number", "has 9 digits; you wrote 8"),
        ({"number": "skogdal"}, "number", "digits only"),
        ({"number": "310000019", "country": "se"}, "number", "has 10 digits; you wrote 9"),
        ({"name": ""}, "name", ""),
        ({"name": "å" * 201}, "name", ""),
        ({"kind": ""}, "kind", ""),
        ({"kind": "circus"}, "kind", ""),
        ({"sector": "circus"}, "sector", ""),
        ({"country": "dk"}, "country", ""),
        ({"kind": "municipality"}, "municipality", "Choose which municipality"),
        ({"municipality": "999999"}, "municipality", ""),
        ({"municipality": "1; drop table"}, "municipality", ""),
        ({"message": "x" * 501}, "message", ""),
        ({"name": "a\x00b"}, "name", ""),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, values, field, words):
    signed_in(client)

    response = post(client, **values)

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (200, [field])
    assert words in str(form.errors[field])
    for name, value in ({"name": "Skogdal Hjelpekorps"} | values).items():
        assert form[name].value() == value
    assert not Organisation.objects.exists()


def test_municipality_of_the_other_country_is_refused(client):
    signed_in(client)
    falun = make_municipality("Falun", county=make_county("Dalarnas län", country="se", number="20"), number="2080")

    response = post(client, municipality=falun.pk)

    assert list(response.context["form"].errors) == ["municipality"]


def test_known_number_joins_and_says_nothing_of_who_is_there(client):
    organisation = make_organisation("Hemmelig navn", number="310000019", state="pending")
    other = make_user("Annens Navn", email="annen@example.org")
    JoinRequest.objects.create(user=other, organisation=organisation, asked_at=organisation_time())
    person = signed_in(client)

    response = post(client, number="310000019")
    html = client.get(response.url).content.decode()

    assert JoinRequest.objects.get(user=person).organisation == organisation
    assert "is here already" in html
    for secret in ("Hemmelig navn", "Annens Navn", "annen@example.org"):
        assert secret not in html


def organisation_time():
    from cms import clock

    return clock.now()


def test_organisations_in_use_are_found_by_name_and_number(client):
    found = make_organisation("Ås kommune", number="310000019")
    make_organisation("Åsnes", state="pending")
    make_organisation("Åseral", state="closed")
    signed_in(client)

    for words in ("ås", "Ås komm", "310 000 019"):
        assert client.get(ADDRESS, {"q": words}).context["found"] == [found]
    assert "Nothing found" in client.get(ADDRESS, {"q": "Bergen"}).content.decode()


def test_municipalities_stand_under_their_counties(client):
    nordland, vest = make_county("Nordland", number="18"), make_county("Møre og Romsdal", number="15")
    for name, county, number in (("Vågan", nordland, "1"), ("Herøy", nordland, "2"), ("Herøy", vest, "3")):
        make_municipality(name, county=county, number=number)
    signed_in(client)

    choices = list(client.get(ADDRESS).context["form"].fields["municipality"].choices)

    assert [(label, [name for _, name in group]) for label, group in choices[1:]] == [
        ("Møre og Romsdal (Norway)", ["Herøy"]),
        ("Nordland (Norway)", ["Herøy", "Vågan"]),
    ]


def test_page_takes_as_many_queries_for_many_municipalities(client):
    signed_in(client)
    client.get(ADDRESS)
    counts = []
    for more in (range(1, 2), range(2, 30)):
        for number in more:
            make_municipality(f"Sted {number}", number=str(number))
        with count_queries() as asked:
            client.get(ADDRESS)
        counts.append(len(asked))

    assert counts == [4, 4], asked


# --- Joining ----------------------------------------------------------------------------------------


def join(client, organisation, **values):
    return client.post(f"/organisation/join/{organisation.key}/", {"role": "member", "message": ""} | values)


def test_request_is_sent_and_stands_on_my_day(client):
    organisation, person = make_organisation(), signed_in(client)
    make_contact(organisation, "Annens Navn")

    response = join(client, organisation, role="log_keeper", message="Jeg begynner i dag.")

    assert (response.status_code, response.url) == (302, "/me/")
    request = JoinRequest.objects.get()
    assert (request.user, request.role, request.message) == (person, "log_keeper", "Jeg begynner i dag.")
    html = client.get("/me/").content.decode()
    assert "Skogdal kommune" in html
    assert "Annens Navn" not in html


@pytest.mark.parametrize("state", ["pending", "refused", "closed"])
def test_what_is_not_in_use_is_not_found(client, state):
    organisation = make_organisation(state=state)
    signed_in(client)

    assert client.get(f"/organisation/join/{organisation.key}/").status_code == 404
    assert join(client, organisation).status_code == 404
    assert client.get(f"/organisation/join/{uuid4()}/").status_code == 404


def test_old_address_leads_to_the_organisation_that_was_kept(client):
    kept = make_organisation()
    merged = make_organisation("Gammel", state="merged", merged_into=kept)
    signed_in(client)

    response = client.get(f"/organisation/join/{merged.key}/")

    assert (response.status_code, response.url) == (302, f"/organisation/join/{kept.key}/")


@pytest.mark.parametrize("values", [{"role": "king"}, {"role": ""}, {"message": "x" * 501}])
def test_wrong_request_is_said_and_kept(client, values):
    organisation = make_organisation()
    signed_in(client)

    response = join(client, organisation, **values)

    assert (response.status_code, list(response.context["form"].errors)) == (200, list(values))
    assert not JoinRequest.objects.exists()


def test_member_is_told_so(client):
    organisation, person = make_organisation(), signed_in(client)
    make_membership(person, organisation)

    response = join(client, organisation)

    assert "You are in this organisation already." in response.content.decode()
