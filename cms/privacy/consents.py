"""What people may say yes to. Each purpose has words of its own and a version that rises when they change."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ConsentPurpose:
    key: str
    name: Any
    wording: Any
    version: int = 1
    # What withdrawing sets off, as it is told beforehand.
    on_withdrawal: Any = ""
    # Whether it names who may: the room it belongs to asks for it, in a panel of its own.
    to_somebody: bool = False


SPECIAL_NEEDS = "special_needs"

_purposes: dict[str, ConsentPurpose] = {}


def register_consent(*purposes: ConsentPurpose) -> None:
    _purposes.update({purpose.key: purpose for purpose in purposes})


def all_consent_purposes() -> list[ConsentPurpose]:
    return list(_purposes.values())


def consent_purpose(key: str) -> ConsentPurpose | None:
    return _purposes.get(key)


def purpose_in_words(key: str) -> str:
    purpose = consent_purpose(key)
    return str(purpose.name) if purpose else key


register_consent(
    ConsentPurpose(
        "participant_list",
        _("Being seen by other participants"),
        _("Other participants of the same course day or meeting may see my name and my organisation."),
        on_withdrawal=_("You are left out of lists from now on."),
    ),
    ConsentPurpose(
        SPECIAL_NEEDS,
        _("Food, access and other needs"),
        _(
            "The centre may keep what I tell about allergies, access and other needs until two weeks after the day "
            "it is for, and show it to those who must know."
        ),
        on_withdrawal=_("What you have told is deleted at once."),
    ),
)
