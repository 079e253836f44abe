"""Where anonymous answers go in: sealed, without anything that leads to their person, and never in order.

A database keeps rows in the order they were written, and marks those written together. So whenever an answer is added,
all answers of the same occasion and year (or 500 of them) are taken out and written again, mixed, with new numbers.
"""

import random
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q

from ..enums import MINIMUM
from ..models import Occasion, Response
from ..sealing import Unreadable, seal, unseal

# So many are mixed at a time: as good as all of them, and an answer costs the same whether 500 or 50 000 came before.
MIXED = 500


@transaction.atomic
def drop_in(*, occasion: Occasion, moment: str, year: int, inside: dict[str, Any]) -> None:
    """Add one answer. The caller holds the occasion's lock, so that two who answer at once are mixed one by one."""
    of_moment = Response.objects.filter(occasion=occasion, moment=moment)
    waiting = list(of_moment.filter(Q(released=False) | Q(year=year, released_in_year=False)))
    same = of_moment.filter(year=year).exclude(pk__in=[one.pk for one in waiting])
    rows = waiting + list(same.order_by("?")[: max(MIXED - len(waiting), 0)])
    new = Response(occasion=occasion, moment=moment, year=year, sealed=seal(inside))
    mixed = [new, *(_written_anew(one) for one in rows)]
    release(mixed, year=year)
    random.SystemRandom().shuffle(mixed)
    Response.objects.filter(pk__in=[one.pk for one in rows]).delete()
    Response.objects.bulk_create(mixed, batch_size=250)


def release(rows: Iterable[Response], *, year: int) -> None:
    """Let those that wait be counted, once there are five of them: altogether, and in their year."""
    waiting = [one for one in rows if not one.released]
    of_year = [one for one in rows if one.year == year and not one.released_in_year]
    for one in waiting if len(waiting) >= MINIMUM else []:
        one.released = True
    for one in of_year if len(of_year) >= MINIMUM else []:
        one.released_in_year = True


def _written_anew(one: Response) -> Response:
    flags = {"released": one.released, "released_in_year": one.released_in_year}
    return Response(occasion_id=one.occasion_id, moment=one.moment, year=one.year, sealed=_sealed_anew(one), **flags)


def _sealed_anew(response: Response) -> str:
    """With today's key, and so that no two copies of an answer look the same."""
    try:
        return seal(unseal(response.sealed))
    except Unreadable:
        return response.sealed


def reseal_answers() -> tuple[int, int]:
    """Seal every anonymous answer with today's key, in no order; return how many could be, and how many could not.

    Safe to run twice, and while people answer: an answer that is mixed meanwhile is sealed anew by that.
    """
    resealed = unreadable = 0
    for pk, sealed in Response.objects.exclude(sealed="").order_by("?").values_list("pk", "sealed"):
        try:
            resealed += Response.objects.filter(pk=pk, sealed=sealed).update(sealed=seal(unseal(sealed)))
        except Unreadable:
            unreadable += 1
    return resealed, unreadable
