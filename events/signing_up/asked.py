"""Who fills in the page of signing up, and what is on offer to them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from cms import clock
from cms.people.models import Organisation, User
from cms.people.queries import organisations_acted_for, organisations_with_contact

from ..domain.admission import is_on_sale
from ..domain.vouchers import Taken, VoucherNotGood, take_voucher
from ..models import Occurrence, Question, TicketCategory


@dataclass(frozen=True)
class Reader:
    """Who fills in the page, and for which organisations they may."""

    user: User | None = None
    language: str = "nb"
    organisations: list[Organisation] = field(default_factory=list)
    # Booking for an organisation they are contact person of: they need not come themselves.
    group: bool = False

    @classmethod
    def of(cls, user: Any, *, language: str, group_key: str, at: datetime) -> "Reader":
        """One query for who is signed in, one more for a group."""
        if not isinstance(user, User):
            return cls(language=language)
        own = organisations_acted_for(user, on=clock.local_date(at))
        if not group_key:
            return cls(user, user.language, own)
        chosen = [one for one in organisations_with_contact(user, on=clock.local_date(at)) if str(one.key) == group_key]
        return cls(user, user.language, [*chosen, *(one for one in own if one not in chosen)], group=bool(chosen))


@dataclass(frozen=True)
class Asked:
    """What is on offer to this reader."""

    occurrence: Occurrence
    categories: list[TicketCategory]
    questions: list[Question]
    voucher: Taken | None = None
    voucher_refused: bool = False
    # All there are, on sale now or not.
    on_list: Sequence[TicketCategory] = ()

    @classmethod
    def of(cls, occurrence: Occurrence, *, code: str, at: datetime) -> "Asked":
        """Two queries, and three for a voucher."""
        voucher, refused = None, False
        if code:
            try:
                with transaction.atomic():
                    voucher = take_voucher(code, occurrence=occurrence, at=at)
            except VoucherNotGood:
                refused = True
        rows = list(TicketCategory.objects.filter(occurrence=occurrence))
        offered = [one for one in rows if is_on_sale(one, voucher, at=at)]
        questions = list(Question.objects.filter(occurrence=occurrence))
        return cls(occurrence, offered, questions, voucher, refused, rows)

    @property
    def invited(self) -> set[int]:
        """Ids of the tickets that the code opens: whoever has it may come, as `book` will say."""
        return {one.pk for one in self.categories if self.voucher and self.voucher.opens(one.pk)}

    def price_of(self, category: TicketCategory) -> Any:
        return self.voucher.price(category) if self.voucher else category.price
