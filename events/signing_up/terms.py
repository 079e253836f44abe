"""The terms people say yes to when they sign up. Whoever keeps them says so when it is ready (events/desk/terms.py)."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class TermsPage:
    """Where they stand, and which version it is: the moment it was published, on the page and in the booking."""

    title: str
    url: str
    version: str


Keeper = Callable[[str], TermsPage | None]
_keepers: list[Keeper] = []


def register_terms(keeper: Keeper) -> None:
    if keeper not in _keepers:
        _keepers.append(keeper)


def terms_in(language: str) -> TermsPage | None:
    """In a language, or in the one they are written in; None while there is no page with them."""
    return next((found for keeper in _keepers if (found := keeper(language))), None)
