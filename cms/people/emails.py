"""What people write as their address and their name: one form of each, and a clear word when it cannot be used."""

import unicodedata
from functools import lru_cache
from typing import Any

import idna
from confusable_homoglyphs.confusables import is_dangerous, is_mixed_script
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from .models.user import canonical_email

MAX_EMAIL = 254
MAX_NAME = 200
# Letters of Northern European languages that are more than a plain letter with a mark; others in an otherwise Latin
# domain (a dotless i, a script g) are there to be mistaken.
OWN_LETTERS = frozenset("æøđðŋŧþßłœ")
# They hold letters together in Persian and several Indian scripts.
JOINERS = frozenset("\u200c\u200d")


class WrongEmail(Exception):
    """This is no address we can write to. `reason` says why, in the reader's language, and `code` in one word."""

    def __init__(self, reason: Any, code: str = "incomplete") -> None:
        super().__init__(reason)
        self.reason, self.code = reason, code


class WrongName(Exception):
    """This is no name we can keep. `reason` says why, in the reader's language."""

    def __init__(self, reason: Any) -> None:
        super().__init__(reason)
        self.reason = reason


def check_email(text: str) -> str:
    """Return the address in the one form it is stored in; raises WrongEmail.

    Lower case, the domain as it is read (not as `xn--`). Plus signs and dots are kept: they may be other people.
    """
    email = canonical_email(unicodedata.normalize("NFC", text))
    if not email:
        raise WrongEmail(_("Write an e-mail address."))
    if has_hidden(email):
        raise WrongEmail(_("The e-mail address has hidden characters in it. Type it in again."), "hidden")
    local, at, domain = email.rpartition("@")
    if not at or not local:
        raise WrongEmail(_("Write the whole e-mail address, such as name@example.org."))
    if not local.isascii():
        raise WrongEmail(_("Before the @, an e-mail address has only the letters a to z, digits and signs."), "letters")
    email = f"{local}@{_readable_domain(domain)}"
    if len(email) > MAX_EMAIL:
        raise WrongEmail(_("The e-mail address is too long."))
    try:
        validate_email(email)
    except ValidationError:
        raise WrongEmail(_("Write the whole e-mail address, such as name@example.org.")) from None
    return email


def check_name(text: str) -> str:
    """Return a person's name as it was meant: without hidden characters, one space between words; raises WrongName."""
    kept = "".join(_visible(letter) for letter in unicodedata.normalize("NFC", text))
    name = " ".join(kept.split())
    if not any(letter.isalnum() for letter in name):
        raise WrongName(_("Write a name."))
    if len(name) > MAX_NAME:
        raise WrongName(_("The name is too long. Write at most 200 characters."))
    return name


def has_hidden(text: str) -> bool:
    """Control characters, marks that turn the direction of writing, and what is no character at all."""
    return any(unicodedata.category(letter).startswith("C") for letter in text)


def _visible(letter: str) -> str:
    if letter in JOINERS:
        return letter
    if letter.isspace():
        return " "
    return "" if unicodedata.category(letter).startswith("C") else letter


@lru_cache(maxsize=2000)
def _readable_domain(domain: str) -> str:
    """The domain as people read it, when it cannot be mistaken for another."""
    if domain.isascii() and "xn--" not in domain:
        return domain
    try:
        readable = idna.decode(domain, uts46=True).lower()
    except (idna.IDNAError, UnicodeError):
        raise WrongEmail(_("The part after @ in the e-mail address is not a domain that exists."), "domain") from None
    if _looks_like_another(readable):
        raise WrongEmail(
            _("The part after @ in the e-mail address mixes letters that look alike. Type it in again."), "domain"
        )
    return readable


def _looks_like_another(domain: str) -> bool:
    mixed = any(is_mixed_script(label) for label in domain.split("."))
    return mixed or is_dangerous(domain, preferred_aliases=["latin"]) or any(_is_odd(letter) for letter in domain)


def _is_odd(letter: str) -> bool:
    """A Latin letter that is neither plain, nor plain with a mark, nor one of our own."""
    if letter.isascii() or letter in OWN_LETTERS or not unicodedata.name(letter, "").startswith("LATIN"):
        return False
    return not unicodedata.normalize("NFD", letter)[0].isascii()
