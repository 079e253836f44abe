"""The pages of a person: their own day, their profile, and the organisations they are contact for."""

import pytest
from django.utils import translation

from cms.context import site
from cms.menu import forget_menu
from cms.people.models import User
from tests.factories.pages import make_catalogue
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/me/", "/me/profile/", "/organisation/"])
def test_stranger_is_asked_to_sign_in(client, address):
    for response in (client.get(address), client.post(address, {"name": "x", "language": "nb"})):
        assert (response.status_code, response.url) == (302, f"/accounts/login/?next={address}")


def test_my_day_greets_by_name_and_shows_nobody_elses(client):
    make_user("Per Persen")
    client.force_login(make_user("Kari Nordmann", email="kari@example.org"))

    html = client.get("/me/").content.decode()

    assert "Kari Nordmann" in html
    assert "kari@example.org" in html
    assert "Per Persen" not in html


def test_profile_changes_name_and_language_only(client):
    person = make_user("Kari", email="kari@example.org")
    client.force_login(person)
    more = {"email": "annen@example.org", "is_staff": "on", "is_superuser": "on", "pk": "1", "password": "x"}

    response = client.post("/me/profile/", {"name": "Kari O'Neill", "language": "sv", **more})

    assert (response.status_code, response.url) == (302, "/me/profile/")
    changed = User.objects.get()
    assert (changed.name, changed.language) == ("Kari O'Neill", "sv")
    assert (changed.email, changed.is_staff, changed.is_superuser) == ("kari@example.org", False, False)
    assert changed.password == person.password


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "å" * 201}, "name"),
        ({"language": "de"}, "language"),
        ({"language": ""}, "language"),
    ],
)
def test_profile_says_what_is_wrong_and_keeps_what_was_typed(client, values, field):
    client.force_login(make_user("Kari"))

    response = client.post("/me/profile/", {"name": "Ny", "language": "nb"} | values)

    assert (response.status_code, response.context["form"].errors.keys()) == (200, {field})
    assert response.context["form"]["name"].value() == ({"name": "Ny"} | values)["name"]
    assert User.objects.get().name == "Kari"


@pytest.mark.parametrize("language", ["nb", "sv"])
def test_find_a_course_leads_to_the_catalogue_of_the_reader(client, language):
    urls = {code: make_catalogue(code).url for code in ("nb", "sv")}
    forget_menu()
    client.force_login(make_user(language=language))

    page = client.get("/me/").content.decode()

    assert urls[language].startswith(f"/{language}/")
    assert f'class="button button--second" href="{urls[language]}"' in page


def test_without_a_catalogue_in_the_language_there_is_another_and_else_the_front_page(rf):
    make_catalogue("nb").delete()
    forget_menu()
    with translation.override("nb"):
        assert site(rf.get("/"))["catalogue_url"] == "/nb/"

    other = make_catalogue("sv")
    forget_menu()
    with translation.override("nb"):
        assert site(rf.get("/"))["catalogue_url"] == other.url


def test_what_every_template_may_show_is_made_once_for_a_page_and_a_language(rf):
    request = rf.get("/")

    with translation.override("nb"):
        kept = site(request)
        assert site(request) is kept
    with translation.override("sv"):
        assert site(request) is not kept
    assert site(rf.get("/")) is not kept
