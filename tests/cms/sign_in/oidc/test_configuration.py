import json

import pytest

from cms.sign_in.oidc.configuration import OidcFileError, read_providers

PLAIN = {"id": "feide", "name": "Feide", "issuer": "https://auth.example.org/", "client_id": "x", "client_secret": "y"}


@pytest.fixture
def file(tmp_path):
    def file(content):
        path = tmp_path / "oidc.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return path

    return file


def test_file_names_several_providers(file):
    apps = read_providers(file([PLAIN, PLAIN | {"id": "entra", "name": "Entra ID"}]))

    assert [(app["provider_id"], app["name"]) for app in apps] == [("feide", "Feide"), ("entra", "Entra ID")]
    assert apps[0]["settings"]["server_url"] == "https://auth.example.org"


def test_secrets_may_stand_in_files(file, tmp_path):
    (tmp_path / "secret").write_text("from-a-file\n")
    entry = {key: value for key, value in PLAIN.items() if key != "client_secret"}

    (app,) = read_providers(file([entry | {"client_secret_file": str(tmp_path / "secret")}]))

    assert app["secret"] == "from-a-file"


def without(name):
    return {key: value for key, value in PLAIN.items() if key != name}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "not JSON"),
        ("{}", "list"),
        (["x"], "object"),
        ([without("issuer")], "feide: issuer is missing"),
        ([without("client_secret")], "name one of"),
        ([PLAIN | {"private_key_file": "x"}], "name one of"),
        ([PLAIN | {"id": "Fei de"}], "small letters"),
        ([PLAIN | {"issuer": "http://auth.example.org"}], "https"),
        ([PLAIN | {"acr_values": "high"}], "list of words"),
        ([PLAIN | {"acr": ["high"]}], "acr means nothing here"),
        ([PLAIN | {"trust_email": "no"}], "trust_email is true or false"),
        ([PLAIN | {"assertion_audience": "x"}], "assertion_audience"),
        ([PLAIN, PLAIN], "id of its own"),
    ],
)
def test_what_cannot_be_right_stops_the_site_with_a_reason(file, content, said):
    with pytest.raises(OidcFileError, match=said):
        read_providers(file(content))


def test_missing_file_stops_the_site(tmp_path):
    with pytest.raises(OSError, match="missing"):
        read_providers(tmp_path / "missing.json")


def test_no_file_is_no_provider():
    assert read_providers(None) == []
