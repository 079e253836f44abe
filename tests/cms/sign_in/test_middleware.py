"""Staff set up a second factor before the admin opens."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from cms.people.roles import COORDINATOR, EDITOR
from tests.factories.people import make_admin, make_contact, make_holder_of, make_organisation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def needed(settings):
    settings.STAFF_NEED_SECOND_FACTOR = True


def make_staff():
    return [make_admin(), make_holder_of(EDITOR)]


def test_staff_without_a_second_factor_are_sent_to_set_it_up(client):
    for user in make_staff():
        client.force_login(user)

        for address in ("/admin/", "/admin/pages/", "/admin/users/"):
            assert client.get(address).url == "/accounts/2fa/"
        assert client.post("/admin/pages/1/add_subpage/").url == "/accounts/2fa/"


def test_staff_without_a_second_factor_do_not_get_to_organisations_another_way(client):
    place = make_organisation()
    client.force_login(make_holder_of(COORDINATOR))

    for address in (f"/organisation/{place.key}/", f"/organisation/{place.key}/evidence.csv", "/imports/"):
        assert client.get(address).url == "/accounts/2fa/"


def test_contacts_of_an_organisation_are_not_asked(client):
    place = make_organisation()
    client.force_login(make_contact(place))

    assert client.get(f"/organisation/{place.key}/").status_code == 200


def test_staff_with_a_second_factor_get_in(client):
    for user in make_staff():
        TOTP.activate(user, generate_totp_secret())
        client.force_login(user)

        assert client.get("/admin/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client):
    user = make_admin()
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(user)

    assert client.get("/admin/").status_code == 302


def test_others_are_not_asked(client):
    client.force_login(make_user())

    assert client.get("/me/").status_code == 200
    assert client.get("/admin/", follow=True).redirect_chain[0][0] != "/accounts/2fa/"


def test_staff_may_read_the_site_and_sign_out(client):
    client.force_login(make_admin())

    assert client.get("/me/").status_code == 200
    assert client.get("/accounts/2fa/").status_code == 200
    assert client.post("/admin/logout/").status_code == 302


def test_setting_turns_it_off(client, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    client.force_login(make_admin())

    assert client.get("/admin/").status_code == 200
