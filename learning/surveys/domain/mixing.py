"""Where anonymous answers go in: sealed, without anything that leads to their person, and never in order.

A database keeps rows in the order they were written, and marks those written together. So whenever an answer is added,
all answers of the same occasion and year (or 500 of them) are taken out and written again, mixed, with new numbers.
"""

import random
from typing import Any

from django.db import transaction

from ..enums import MINIMUM
from ..models import Occasion, Response
from ..sealing import Unreadable, seal, unseal

# So many are mixed at a time: as good as all of them, and an answer costs the same whether 500 or 50 000 came before.
MIXED = 500


@transaction.atomic
def drop_in(*, occasion: Occasion, moment: str, year: int, inside: dict[str, Any]) -> None:
    """Add one answer. The caller holds the occasion's lock, so that two who answer at once are mixed one by one."""
    same = Response.objects.filter(occasion=occasion, moment=moment, year=year)
    waiting = list(same.filter(released=False))
    others = list(same.filter(released=True).order_by("?")[: MIXED - len(waiting)])
    enough = len(waiting) + 1 >= MINIMUM
    about = {"occasion": occasion, "moment": moment, "year": year}
    mixed = [Response(**about, released=one.released or enough, sealed=_sealed_anew(one)) for one in waiting + others]
    mixed.append(Response(**about, released=enough, sealed=seal(inside)))
    random.SystemRandom().shuffle(mixed)
    Response.objects.filter(pk__in=[one.pk for one in waiting + others]).delete()
    Response.objects.bulk_create(mixed, batch_size=250)


def _sealed_anew(response: Response) -> str:
    """With today's key, and so that no two copies of an answer look the same."""
    try:
        return seal(unseal(response.sealed))
    except Unreadable:
        return response.sealed
