"""What waits for a member of staff, on the first page of the admin. Rooms say what they have; `cms` asks nobody.

# learning/joining/apps.py, in ready():
register_queue(requests_waiting)
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from . import clock


@dataclass(frozen=True)
class Queue:
    """A list somebody works through: its name, how much is in it for this person, and its address."""

    words: Any
    number: int
    url: str


# Gives the queue of a person; None for whoever has nothing to do with it.
Source = Callable[[Any, datetime], Queue | None]
_sources: list[Source] = []


def register_queue(source: Source) -> None:
    """Add a queue, once. A source may ask one question beside what the person may do."""
    if source not in _sources:
        _sources.append(source)


def queues_waiting_for(user: Any, *, at: datetime) -> list[Queue]:
    """Those with something in them."""
    found = (source(user, at) for source in _sources)
    return [queue for queue in found if queue and queue.number]


class WaitingPanel(Component):
    """Above all that Wagtail puts on the page."""

    name = "waiting"
    order = 10
    template_name = "cms/admin/waiting.html"

    def __init__(self, request: HttpRequest) -> None:
        self.queues = queues_waiting_for(request.user, at=clock.now())

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"queues": self.queues}
