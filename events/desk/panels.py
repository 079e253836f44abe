"""The page of one occurrence in the admin, which the parts of this room hang their panels on.

# events/door/apps.py, in ready():
occurrence_panels.register(panel, order=60)

Each panel is called with the request and `occurrence=` (its series is loaded), and is a <section> with an <h2 id="…">:
the page's list of sections is made of those. In order: the state and what comes next (10), places and the waiting list
(20–39), tickets, questions and vouchers (40–49), the programme (50–59), the door (60–69), money (70–79), exhibitors
(80–89), mail, exports and the log (90–99).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from cms.hook_points import HookPoint

from ..models import Occurrence

occurrence_panels = HookPoint("occurrence")


@dataclass(frozen=True)
class Tab:
    """A page about one occurrence in the row above its pages. `url` is None where there is nothing to lead to, or this
    reader may not see it; it costs no query.
    """

    key: str
    words: Any
    url: Callable[[HttpRequest, Occurrence], str | None]
    order: int = 100


_tabs: dict[str, Tab] = {}


def register_tab(tab: Tab) -> None:
    """Add a page to the row, once:

    register_tab(Tab("money", _("Money"), lambda request, one: reverse("money_of", args=[one.pk]), order=60))
    """
    _tabs[tab.key] = tab


def tabs_of(request: HttpRequest, occurrence: Occurrence) -> list[dict[str, Any]]:
    """Words and addresses in order; `here` is the page one is on."""
    ordered = sorted(_tabs.values(), key=lambda tab: (tab.order, tab.key))
    found = [(tab, tab.url(request, occurrence)) for tab in ordered]
    return [{"words": tab.words, "url": url, "here": request.path == url} for tab, url in found if url]
