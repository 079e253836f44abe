"""Our badges read by a verifier that is not ours (openbadgeslib), which fetches from our addresses alone."""

import json
from datetime import timedelta

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openbadgeslib import verify_badge
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError, OB3Verifier

from learning.badges.addresses import centre_did
from learning.badges.baking import bake_png, bake_svg
from learning.badges.contents import LIST_HOLDS
from learning.badges.domain.keys import new_signing_key, withdraw_signing_key
from learning.badges.domain.status_lists import publish_status_list
from learning.badges.key_forms import multikey
from learning.badges.models import SigningKey, StatusList
from learning.badges.pictures import badge_png, badge_svg
from learning.domain.certificates import revoke_certificate
from tests.factories.badges import fetch, fetch_tokens, make_badge, make_key
from tests.factories.learning import AT
from tests.factories.people import make_admin

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings):
    """The verifier has a clock of its own."""
    settings.WAGTAILADMIN_BASE_URL = "https://samvirke.example.org"
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def key():
    return make_key()


def verify(document):
    return OB3LdpVerifier.for_issuer_did(centre_did(), download=fetch).verify(
        document, check_status=True, download=fetch, verify_status_list=False
    )


def verify_token(token):
    """With the signature of the status list, which this verifier reads as a token."""
    verifier = OB3Verifier.for_issuer_did(centre_did(), download=fetch_tokens)
    return verifier.verify(token, check_status=True, download=fetch_tokens)


def test_document_verifies(key):
    badge = make_badge(title="Øvelsesdagen – «stab»", outcome="Kan føre logg")

    read = verify(badge.document)

    assert (read.issuer.id, read.achievement.name) == ("did:web:samvirke.example.org", "Øvelsesdagen – «stab»")
    assert read.achievement.description == "Kan føre logg"


def test_token_verifies_and_so_does_the_list_it_points_at(key):
    badge = make_badge()

    assert verify_token(badge.token).achievement.name == "Øvelsesdagen"


@pytest.mark.parametrize("form", ["png", "svg"])
def test_baked_picture_verifies(key, form):
    badge = make_badge(title="]]> & <b>")
    achievement = badge.credential.achievement
    baked = {
        "png": lambda: bake_png(badge_png(achievement, centre="Skolen"), badge.document),
        "svg": lambda: bake_svg(badge_svg(achievement, centre="Skolen"), badge.document).encode(),
    }[form]()

    result = verify_badge(baked, resolve_did=True, download=fetch)

    assert (result.valid, result.trusted, result.proof_format) == (True, True, "ldp"), result.reason
    assert result.credential.achievement.name == "]]> & <b>"


@pytest.mark.parametrize("what", ["name", "validFrom", "evidence", "credentialStatus"])
def test_changed_document_does_not_verify(key, what):
    document = json.loads(make_badge().document)
    changed = {
        "name": "Something else",
        "validFrom": "2020-01-01T00:00:00Z",
        "evidence": [{**document["evidence"][0], "name": "x"}],
        "credentialStatus": {**document["credentialStatus"], "statusListIndex": "1", "id": "https://x.example/#1"},
    }
    document[what] = changed[what]

    with pytest.raises(OB3VerificationError):
        verify(document)


def test_list_that_cannot_be_fetched_is_an_error(key):
    badge = make_badge()
    StatusList.objects.update(document="")

    with pytest.raises(OB3VerificationError, match="could not fetch"):
        verify(badge.document)


def test_old_copy_of_the_list_proves_nothing(key):
    badge = make_badge()

    with (
        time_machine.travel(AT + LIST_HOLDS + timedelta(hours=1)),
        pytest.raises(OB3VerificationError, match="expired"),
    ):
        verify(badge.document)


def test_revoked_badge_does_not_verify_and_its_neighbour_does(key):
    badge, neighbour = make_badge(key="1"), make_badge(key="2")
    certificate = badge.credential.certificate

    revoke_certificate(certificate=certificate, reason="Feil person", by=make_admin(), at=AT)
    publish_status_list(number=1, at=AT)

    for check, form in ((verify, "document"), (verify_token, "token")):
        with pytest.raises(OB3VerificationError, match="'revocation' is set"):
            check(getattr(badge, form))
        assert check(getattr(neighbour, form))


def test_badge_of_a_retired_key_verifies_as_does_the_new_one(key):
    old = make_badge(key="1")
    new_signing_key(by=None, at=AT)
    new = make_badge(key="2")

    assert (old.key.number, new.key.number) == (1, 2)
    for badge in (old, new):
        assert verify(badge.document)
        assert verify_token(badge.token)


def test_badge_of_a_withdrawn_key_does_not_verify(key):
    badge = make_badge()
    new_signing_key(by=None, at=AT)
    withdraw_signing_key(key=key, by=None, at=AT)

    for check, form in ((verify, "document"), (verify_token, "token")):
        with pytest.raises(OB3VerificationError):
            check(getattr(badge, form))


def test_signature_of_another_key_does_not_verify(key):
    """The negative control: the very same badge, while the DID document names another key."""
    badge, stranger = make_badge(), Ed25519PrivateKey.generate()
    assert verify(badge.document)

    SigningKey.objects.update(public_key=multikey(stranger.public_key()))

    with pytest.raises(OB3VerificationError, match="signature mismatch"):
        verify(badge.document)
