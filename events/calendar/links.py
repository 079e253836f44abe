"""Addresses of feeds, and the links by which the usual programs take them with one click."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote, urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import get_language

from cms.addresses import site_url
from cms.sorting import nordic

from ..enums import SeriesKind
from ..models import Series
from ..queries import public_occurrences
from . import sources


class Ways(NamedTuple):
    """One feed: its address, and where a click on it leads."""

    name: str
    url: str
    webcal: str
    google: str
    outlook: str
    outlook_at_home: str


def ways_to(url: str, name: str) -> Ways:
    """The programs fetch the feed themselves: it must be open to them, without signing in."""
    webcal = f"webcal://{url.split('://', 1)[1]}"
    outlook = f"addfromweb?{urlencode({'url': url, 'name': name}, quote_via=quote)}"
    return Ways(
        name,
        url,
        webcal,
        f"https://calendar.google.com/calendar/render?{urlencode({'cid': webcal}, quote_via=quote)}",
        f"https://outlook.office.com/calendar/{outlook}",
        f"https://outlook.live.com/calendar/0/{outlook}",
    )


def public_ways(everything: str) -> Iterable[Ways]:
    """All of it, then kind by kind, in the language of the reader."""
    yield ways_to(_address("feed_all"), everything)
    for kind, words in sources.public_kinds().items():
        yield ways_to(_address("feed_kind", kind), str(words))


def network_ways() -> list[tuple[str, Ways]]:
    """Of each open network that has shown a meeting, by name, with its key. One query."""
    shown = public_occurrences().filter(series=OuterRef("pk"))
    open_to_all = Series.objects.filter(Exists(shown), kind=SeriesKind.NETWORK, members_only=False)
    rows = sorted(open_to_all, key=lambda series: nordic(series.title))
    return [(str(one.key), ways_to(_address("feed_network", str(one.key)), one.title)) for one in rows]


def personal_ways(token: str, name: str) -> Ways:
    return ways_to(site_url(reverse("feed_personal", args=[token])), name)


def _address(feed: str, *args: str) -> str:
    return f"{site_url(reverse(feed, args=args))}?lang={get_language() or 'nb'}"
