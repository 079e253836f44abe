"""What somebody orders: how many places of which tickets, for whom, and on which terms. Plain values."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from cms.people.models import Organisation, User

from .answers import Given


@dataclass(frozen=True)
class Named:
    """Who comes on a place; empty: named later."""

    name: str = ""
    email: str = ""
    user: User | None = None
    organisation: Organisation | None = None
    is_assistant: bool = False
    answers: Given = field(default_factory=dict)
    # Yes to the keeping of what is answered about food, access and other needs.
    consents: bool = False
    # Whoever names them says that it is the person from before, spelt otherwise.
    is_same: bool = False
    # Or that it is somebody else, even at the same address.
    is_other: bool = False
    # Keys of the questions whose earlier answers were seen when this was written: left empty there, they go.
    seen: frozenset[str] = frozenset()

    @property
    def is_somebody(self) -> bool:
        return bool(self.name.strip() or self.email.strip() or self.user)

    @property
    def shown_name(self) -> str:
        return self.name.strip() or (self.user.name if self.user else "")

    @property
    def address(self) -> str:
        return self.email.strip() or (self.user.email if self.user else "")


@dataclass(frozen=True)
class Wanted:
    """Places of one ticket category, one entry for each."""

    category_id: int
    people: tuple[Named, ...]


@dataclass(frozen=True)
class Contact:
    """Who orders."""

    name: str
    email: str
    phone: str = ""
    language: str = "nb"
    user: User | None = None
    organisation_name: str = ""


@dataclass(frozen=True)
class Terms:
    """What is out of the ordinary about a booking."""

    # Without room it is refused, and not put on the waiting list.
    may_wait: bool = True
    # The places are only held, until then, for a payment; see `confirm_held`.
    held_until: datetime | None = None
    # By staff, for those who make the day what it is (exhibitors): once it is announced, before sign-up opens.
    early: bool = False
    # Which version of our terms they said yes to; empty where nobody asked.
    version: str = ""
    # Handed to CONFIRMATION_CHECKS.
    extras: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Order:
    """All that `book` was asked for, in one hand."""

    occurrence_id: int
    wanted: tuple[Wanted, ...]
    contact: Contact
    idempotency_key: UUID
    organisation: Organisation | None
    voucher_code: str
    by: User | None
    at: datetime
    staff: bool
    terms: Terms

    @property
    def demand(self) -> Counter[int]:
        demand: Counter[int] = Counter()
        for one in self.wanted:
            demand[one.category_id] += len(one.people)
        return demand


ORDINARY = Terms()
