import hashlib
from types import SimpleNamespace

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from cms.sign_in.checks import breached_passwords_can_be_read
from cms.sign_in.password_advice import ADVICE, advice_for
from cms.sign_in.passwords import BreachedPasswordValidator, HardToGuessValidator

pytestmark = pytest.mark.django_db
INGRID = SimpleNamespace(name="Ingrid Moen", email="ingrid.moen@skogdal.example")


@pytest.mark.parametrize(
    "password",
    ["passord2027", "Sommer2027!", "ingridmoen1", "skogdal-moen", "qwertyuiop12", "aaaaaaaaaaaa", "beredskap1"],
)
def test_what_is_guessed_quickly_is_refused(password):
    with pytest.raises(ValidationError) as refused:
        HardToGuessValidator().validate(password, INGRID)

    assert refused.value.code == "password_easy_to_guess"


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("passord", "password_too_short"),
        ("password123", "password_easy_to_guess"),
        ("1234567890", "password_easy_to_guess"),
        ("ingridmoen1", "password_easy_to_guess"),
        ("8236491057", None),
    ],
)
def test_one_thing_is_said_of_a_bad_password(password, code):
    """Django's lists and ours would each say theirs: too common, only figures, too similar, easy to guess."""
    with pytest.raises(ValidationError) as refused:
        validate_password(password, INGRID)

    assert len(refused.value.error_list) == 1
    assert code in {None, refused.value.error_list[0].code}


@pytest.mark.parametrize(
    "password", ["granfrost-2027", "fjære kveldssol tømmer", "x" * 3 + "9Kq!zT5w", "correct horse battery staple"]
)
def test_what_takes_long_is_let_through(password):
    HardToGuessValidator().validate(password, INGRID)


def test_very_long_password_costs_no_more_than_its_first_part():
    HardToGuessValidator().validate("fjære kveldssol tømmer " * 40_000, INGRID)


def test_password_is_checked_without_a_person():
    with pytest.raises(ValidationError):
        HardToGuessValidator().validate("samvirke1", None)


@pytest.mark.parametrize("language", ["nb", "nn", "sv"])
def test_advice_is_in_the_readers_language(language):
    with translation.override("en"):
        english = {str(words) for words in ADVICE.values()}

    with translation.override(language):
        said = {str(words) for words in ADVICE.values()}

    assert not english & said


def test_advice_knows_every_sentence_of_zxcvbn():
    from zxcvbn import zxcvbn

    tried = ["password", "zxcvbn1", "aaaa", "abcabcabc", "abcdef", "2019", "1.1.1991", "Smith", "drowssap", "p@ssword"]
    tried += ["HELLO", "Hello", "qwerty", "zaq1zaq1", "smith1", "lovely", "asdfghjkl", "jessica", "12", ""]
    feedback = [zxcvbn(password)["feedback"] for password in tried if password]
    said = {line for one in feedback for line in (one["warning"], *one["suggestions"]) if line}

    unknown = {line for line in said if line not in ADVICE}
    assert all(line.startswith(("Avoid", "Use a longer", "No need")) for line in unknown), unknown
    assert all(advice_for(one) for one in feedback)


# --- The operator's list ----------------------------------------------------------------------------


def hashed(passwords, ending="\n", count=True):
    lines = sorted(hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper() for password in passwords)
    return ending.join(line + (":7" if count else "") for line in lines).encode()


STOLEN = [f"stolen-{number}" for number in range(200)]


@pytest.mark.parametrize(
    "content",
    [
        hashed(STOLEN),
        hashed(STOLEN, ending="\r\n"),
        hashed(STOLEN, count=False) + b"\n",
        hashed(STOLEN).lower(),
        "\n".join(STOLEN).encode(),
        ("\r\n".join(STOLEN) + "\r\n").encode(),
    ],
    ids=["hashes", "crlf", "no counts", "small letters", "plain", "plain crlf"],
)
def test_list_knows_its_passwords_and_no_others(settings, tmp_path, content):
    path = settings.SAMVIRKE_BREACHED_PASSWORDS = tmp_path / "list.txt"
    path.write_bytes(content)
    validator = BreachedPasswordValidator()

    for password in STOLEN:
        with pytest.raises(ValidationError):
            validator.validate(password)
    for password in ["stolen-", "stolen-1x", "tolen-1", "", "granfrost-2027"]:
        validator.validate(password)


def test_without_a_list_nothing_is_asked(settings):
    settings.SAMVIRKE_BREACHED_PASSWORDS = None

    BreachedPasswordValidator().validate("stolen-1")

    assert breached_passwords_can_be_read() == []


def test_list_that_cannot_be_read_is_found_by_the_check_and_stops_nobody(settings, tmp_path):
    settings.SAMVIRKE_BREACHED_PASSWORDS = tmp_path / "missing.txt"

    BreachedPasswordValidator().validate("stolen-1")

    assert [error.id for error in breached_passwords_can_be_read()] == ["sign_in.E001"]


def test_empty_list_holds_nothing(settings, tmp_path):
    path = settings.SAMVIRKE_BREACHED_PASSWORDS = tmp_path / "empty.txt"
    path.touch()

    BreachedPasswordValidator().validate("stolen-1")
