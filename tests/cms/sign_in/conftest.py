import json

import pytest

from cms.sign_in.oidc.configuration import read_providers

from .oidc.fake_issuer import CLIENT, FakeIssuer


@pytest.fixture
def issuer():
    """Another house, in a thread of this process."""
    issuer = FakeIssuer()
    yield issuer
    issuer.stop()


@pytest.fixture
def set_up(issuer, settings, tmp_path):
    """Write the operator's file, with more or other keys than the plainest one."""

    def set_up(**more):
        entry = {"id": "house", "name": "Other house", "issuer": issuer.url, "client_id": CLIENT}
        more = {"client_secret": "secret"} | more if "private_key_file" not in more else more
        path = tmp_path / "oidc.json"
        path.write_text(json.dumps([entry | more]))
        settings.SOCIALACCOUNT_PROVIDERS = {"oidc": {"APPS": read_providers(path)}}

    set_up()
    return set_up
