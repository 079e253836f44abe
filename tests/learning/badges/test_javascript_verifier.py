"""Our badges read by a JavaScript implementation of the W3C's suites, which canonicalises with a library of its own.

It has a clock of its own too, so these badges are of today.
"""

import json
import shutil
import subprocess

import pytest

from cms import clock
from learning.badges.addresses import centre_did, status_list_url
from learning.badges.domain.status_lists import publish_status_list
from learning.badges.json_ld import FILES, load
from learning.domain.certificates import revoke_certificate
from tests.database import KEPT, ROOT
from tests.factories.badges import fetch, make_badge, make_key
from tests.factories.people import make_admin

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SOURCE = ROOT / "tests/learning/badges/javascript"


@pytest.fixture(scope="module")
def program():
    """The program with its packages beside it; installed once."""
    if not shutil.which("npm"):
        pytest.skip("there is no npm")
    folder = KEPT / "badge-verifier"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "verify.mjs"):
        shutil.copy(SOURCE / name, folder / name)
    installed = subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, text=True, timeout=300
    )
    assert installed.returncode == 0, installed.stderr
    return folder / "verify.mjs"


def verdict(program, badge):
    addresses = [centre_did(), status_list_url(badge_list(badge))]
    documents = {url: load(url)["document"] for url in FILES} | {
        addresses[0]: json.loads(fetch("/.well-known/did.json")),
        addresses[1]: json.loads(fetch(addresses[1])),
    }
    given = json.dumps({"badge": badge["document"], "documents": documents})
    answer = subprocess.run(
        ["node", program], input=given, cwd=program.parent, capture_output=True, text=True, timeout=60
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def badge_list(badge):
    return badge["signed"].credential.status_list


def as_read(signed, **changes):
    return {"signed": signed, "document": json.loads(signed.document) | changes}


def test_badge_verifies_and_a_changed_one_does_not(program):
    make_key(at=clock.now())
    signed = make_badge(at=clock.now(), title="Øvelsesdagen – «stab»", outcome="Kan føre logg")

    assert verdict(program, as_read(signed)) == {"verified": True, "revoked": False}
    assert verdict(program, as_read(signed, name="Noe annet"))["verified"] is False


def test_revoked_badge_is_seen_to_be(program):
    make_key(at=clock.now())
    signed = make_badge(at=clock.now())

    revoke_certificate(certificate=signed.credential.certificate, reason="x", by=make_admin(), at=clock.now())
    publish_status_list(number=1, at=clock.now())

    assert verdict(program, as_read(signed))["revoked"] is True
