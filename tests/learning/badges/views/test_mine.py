import pytest
from openbadgeslib.ob3 import OB3Verifier

from tests.factories.badges import make_badge, make_key
from tests.factories.learning import make_certificate
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

READ_BACK = {
    "json": lambda content: content.decode(),
    "jwt": lambda content: content.decode(),
    "png": OB3Verifier.extract_token_from_png,
    "svg": OB3Verifier.extract_token_from_svg,
}


@pytest.fixture
def badge():
    make_key()
    return make_badge()


@pytest.mark.parametrize("form", ["json", "jwt", "png", "svg"])
def test_file_holds_the_badge_as_it_was_signed(client, badge, form):
    certificate = badge.credential.certificate
    client.force_login(certificate.holder)

    answer = client.get(f"/me/certificates/{certificate.pk}/badge.{form}")

    assert READ_BACK[form](answer.content) == (badge.token if form == "jwt" else badge.document)
    assert answer["Content-Disposition"] == f'attachment; filename="{certificate.number}.{form}"'


def test_page_leads_to_every_file(client, badge):
    certificate = badge.credential.certificate
    client.force_login(certificate.holder)

    page = client.get(f"/me/certificates/{certificate.pk}/badge/").content.decode()

    for form in READ_BACK:
        assert f'href="/me/certificates/{certificate.pk}/badge.{form}"' in page


def test_page_waits_while_it_is_being_signed(client):
    make_key()
    certificate = make_certificate()
    client.force_login(certificate.holder)

    assert client.get(f"/me/certificates/{certificate.pk}/badge/").status_code == 202
    assert client.get(f"/me/certificates/{certificate.pk}/badge.png").status_code == 404


@pytest.mark.parametrize("what", ["badge/", "badge.png", "badge.json"])
def test_badge_is_for_its_holder(client, badge, what):
    client.force_login(make_user())

    assert client.get(f"/me/certificates/{badge.credential.certificate_id}/{what}").status_code == 404


def test_centre_without_a_key_says_so(client):
    certificate = make_certificate(make_user(language="en"))
    client.force_login(certificate.holder)

    page = client.get(f"/me/certificates/{certificate.pk}/badge/")

    assert page.status_code == 200
    assert "does not sign digital badges yet" in page.content.decode()


def test_other_files_are_not_there(client, badge):
    client.force_login(badge.credential.certificate.holder)

    assert client.get(f"/me/certificates/{badge.credential.certificate_id}/badge.exe").status_code == 404
