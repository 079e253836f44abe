import json
import re

import pytest

from cms.sign_in.oidc.configuration import OPTIONAL, REQUIRED, OidcFileError, read_providers
from tests.database import ROOT

DOCUMENT = (ROOT / "docs" / "sign-in.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```json\n(.+?)```", DOCUMENT, re.DOTALL)
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


# --- The document -----------------------------------------------------------------------------------


@pytest.mark.parametrize("example", EXAMPLES, ids=[json.loads(one)[0]["id"] for one in EXAMPLES])
def test_examples_of_the_document_are_read(file, tmp_path, example):
    (tmp_path / "kept").write_text("what only the site may read")
    (app,) = read_providers(file(example.replace("/etc/samvirke/", f"{tmp_path}/").replace(*kept_files(example))))

    assert app["secret"] or app["settings"]["private_key"]


def kept_files(example):
    """The name of the file in the example, and the one that is there."""
    return re.search(r"/etc/samvirke/([\w.-]+)", example)[1], "kept"


def test_document_has_examples_for_three_houses():
    assert [json.loads(example)[0]["id"] for example in EXAMPLES] == ["idporten", "feide", "entra"]


def test_document_names_every_key():
    table = DOCUMENT.split("| key | what |")[1].split("\n\n")[0]
    named = {name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row.partition("|")[2].split("|")[0])}

    assert named == {*REQUIRED, *OPTIONAL}
