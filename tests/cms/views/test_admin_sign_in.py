import pytest

from tests.factories.pages import make_home
from tests.factories.people import PASSWORD, make_admin, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/pages/"])
def test_who_has_no_business_there_is_told_so_instead_of_sent_in_circles(client, address):
    client.force_login(make_user())

    response = client.get(address, follow=True)

    assert response.status_code == 403
    assert len(response.redirect_chain) <= 2


@pytest.mark.parametrize(
    ("language", "heading"),
    [("en", "These pages are for those who run the site"), ("nb", None), ("nn", None), ("sv", None)],
)
def test_the_page_is_ours_and_leads_out(client, language, heading):
    client.force_login(make_user("Kari Nordmann", language=language))

    html = client.get("/admin/", follow=True).content.decode()

    assert f'<html lang="{language}"' in html
    assert 'href="/me/"' in html
    assert "Kari Nordmann" in html
    assert "permission to access the admin" not in html
    assert heading is None or heading in html


@pytest.mark.parametrize(("make", "landing"), [(make_admin, "/admin/"), (make_user, "/me/")])
def test_everybody_starts_where_their_work_is(client, make, landing):
    person = make()

    response = client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})

    assert response["Location"] == landing


def test_a_language_read_in_is_kept_where_the_address_has_none(client):
    make_home("nb")
    make_home("sv")
    client.get("/sv/", headers={"accept-language": "nb"})

    page = client.get("/accounts/signup/", headers={"accept-language": "nb"})

    assert page["Content-Language"] == "sv"


def test_no_cookie_is_set_for_the_language_the_browser_asks_for(client):
    make_home("nb")

    assert not client.get("/nb/", headers={"accept-language": "nb"}).cookies
