import io
import json

import pytest
from PIL import Image

from tests.factories.badges import make_badge, make_key
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def badge():
    make_key()
    return make_badge()


def addresses(badge):
    credential = badge.credential
    return {
        "did": "/.well-known/did.json",
        "issuer": "/credentials/issuer/",
        "badge": f"/credentials/{credential.key}/",
        "achievement": f"/credentials/achievements/{credential.achievement.key}/",
        "image": f"/credentials/achievements/{credential.achievement.key}/image.png",
        "list": f"/credentials/status/{credential.status_list.number}/",
    }


@pytest.mark.parametrize("what", ["did", "issuer", "badge", "achievement", "image", "list"])
def test_address_can_be_kept_and_read_by_other_sites(client, badge, what):
    url = addresses(badge)[what]

    answer = client.get(url)
    again = client.get(url, headers={"if-none-match": answer["ETag"]})

    assert (answer.status_code, again.status_code, again.content) == (200, 304, b"")
    assert answer["Cache-Control"].startswith("public, max-age=")
    assert (answer["Access-Control-Allow-Origin"], answer["X-Robots-Tag"]) == ("*", "noindex")
    assert again["ETag"] == answer["ETag"]
    assert "Set-Cookie" not in answer
    assert client.post(url).status_code == 405


@pytest.mark.parametrize(("what", "most"), [("did", 1), ("badge", 1), ("list", 1), ("achievement", 1)])
def test_address_costs_one_query(client, badge, what, most):
    url = addresses(badge)[what]
    client.get(url)

    with count_queries() as asked:
        client.get(url)

    assert len(asked) == most, asked


@pytest.mark.parametrize("what", ["badge", "list"])
def test_form_is_the_one_asked_for(client, badge, what):
    url = addresses(badge)[what]

    def type_of(accept):
        return client.get(url, headers={"accept": accept})["Content-Type"]

    assert type_of("*/*") == type_of("application/vc") == "application/vc"
    assert type_of("application/json") == "application/json"
    token = client.get(url, headers={"accept": "application/vc+jwt"})
    assert (token["Content-Type"], token.content.count(b".")) == ("application/vc+jwt", 2)
    assert "Accept" in token["Vary"]


def test_browser_is_sent_to_the_page_for_people(client, badge):
    answer = client.get(addresses(badge)["badge"], headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})

    assert answer.url == f"/verify/{badge.credential.certificate.code}/"


def test_document_is_given_letter_by_letter(client, badge):
    assert client.get(addresses(badge)["badge"]).content.decode() == badge.document


def test_profile_and_achievement_are_those_of_the_badge(client, badge):
    document, urls = json.loads(badge.document), addresses(badge)

    achievement, issuer = (client.get(urls[what]).json() for what in ("achievement", "issuer"))

    assert document["credentialSubject"]["achievement"].items() <= achievement.items()
    assert document["issuer"]["id"] == issuer["id"] == client.get(urls["did"]).json()["id"]
    assert achievement["id"].endswith(urls["achievement"])
    assert issuer["type"] == ["Profile"]


def test_picture_is_a_picture(client, badge):
    picture = Image.open(io.BytesIO(client.get(addresses(badge)["image"]).content))

    assert (picture.format, picture.size) == ("PNG", (600, 600))


def test_without_a_key_there_is_no_did_document(client):
    assert client.get("/.well-known/did.json").status_code == 404


@pytest.mark.parametrize("url", ["/credentials/status/9/", "/credentials/8d4f0fc8-0000-4000-8000-000000000000/"])
def test_what_there_is_not_is_not_found(client, url):
    assert client.get(url).status_code == 404
