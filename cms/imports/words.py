"""Reading a choice as people write it: its code, or its name in any of our languages."""

import unicodedata
from functools import cache

from django.db.models import TextChoices
from django.utils import translation

from cms.people.enums import Country, Language, MembershipRole, OrganisationKind, Sector, SizeClass

# Beside codes and names: what else stands in lists.
ALSO: dict[type[TextChoices], dict[str, str]] = {
    Language: {
        "no": Language.BOKMAL,
        "norsk": Language.BOKMAL,
        "svenska": Language.SWEDISH,
        "svensk": Language.SWEDISH,
        "engelsk": Language.ENGLISH,
        "engelska": Language.ENGLISH,
    },
    Country: {"norge": Country.NORWAY, "noreg": Country.NORWAY, "sverige": Country.SWEDEN},
    MembershipRole: {"kontakt": MembershipRole.CONTACT, "medlem": MembershipRole.MEMBER},
    OrganisationKind: {"kommun": OrganisationKind.MUNICIPALITY, "kommune": OrganisationKind.MUNICIPALITY},
    Sector: {},
    SizeClass: {
        "liten": SizeClass.SMALL,
        "middels": SizeClass.MEDIUM,
        "mellomstor": SizeClass.MEDIUM,
        "stor": SizeClass.LARGE,
    },
}


def choice_of(written: str, choices: type[TextChoices]) -> str | None:
    """The code of what is written; None when nobody would know what it means."""
    return _words(choices).get(plain(written))


@cache
def _words(choices: type[TextChoices]) -> dict[str, str]:
    known = {plain(word): code for word, code in ALSO.get(choices, {}).items()}
    for language in Language.values:
        with translation.override(language):
            known |= {plain(str(label)): code for code, label in choices.choices}
    return known | {code: code for code in choices.values}


def plain(written: str) -> str:
    """As it is compared: in one form of its letters, without case, one space between words."""
    return " ".join(unicodedata.normalize("NFC", written).casefold().split())
