"""Places on our pages where rooms above hang their panels. `cms` opens them and never asks who comes.

# learning/apps.py, in ready():
course_panels.register(start_or_continue, order=10)
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

Panel = Callable[..., SafeString | None]


class HookPoint:
    """A named place. Panels are called with the request and what the place is about; None leaves a panel out."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._panels: list[tuple[int, Panel]] = []

    def register(self, panel: Panel, *, order: int = 100) -> None:
        """Hang a panel here, once."""
        if (order, panel) not in self._panels:
            self._panels.append((order, panel))
            self._panels.sort(key=lambda entry: entry[0])

    def render(self, request: HttpRequest, **about: Any) -> list[SafeString]:
        """Return the HTML of every panel that has something to show, in order."""
        shown = (panel(request, **about) for _, panel in self._panels)
        return [html for html in shown if html]


Choices = list[tuple[str, str]]


class ChoicePoint:
    """What a form of ours offers to choose from, said by a room above. Nothing is offered until one does."""

    def __init__(self) -> None:
        self._source: Callable[[], Choices] | None = None

    def register(self, source: Callable[[], Choices]) -> None:
        self._source = source

    def choices(self) -> Choices:
        """Value and words of each, as they are right now."""
        return self._source() if self._source else []


class LinkPoint:
    """Links that rooms above put into the footer: words and the name of an address."""

    def __init__(self) -> None:
        self._links: list[tuple[Any, str]] = []

    def register(self, words: Any, address: str) -> None:
        if (words, address) not in self._links:
            self._links.append((words, address))

    def entries(self) -> list[dict[str, Any]]:
        """Title and url of each, in the language that is active."""
        return [{"title": str(words), "url": reverse(address)} for words, address in self._links]


footer_links = LinkPoint()
# Tags of a question bank, for quizzes that draw from it.
question_tags = ChoicePoint()
course_panels = HookPoint("course page")
# Sections of the front page, below its courses; the same for every reader. Called with the request alone.
front_panels = HookPoint("front page")
# Pages of what takes place; each is called with the page. Loudly at the top: cancelled, postponed, and the like.
event_notices = HookPoint("event notices")
# Beside the text: when, where, how to take part. A page's HTML is the same for every visitor who is not signed in.
event_facts = HookPoint("event facts")
# Below the text: what is on when.
event_programme = HookPoint("event programme")
# Below that: what belongs to the reader, materials, meetings to come.
event_panels = HookPoint("event panels")
# In the head: the same facts for programs that read pages.
event_data = HookPoint("event data")
# The whole of the event calendar; called with the request alone.
event_listing = HookPoint("event listing")
# What waits for an answer first (below 10), then learning (10), then the rest.
my_day_panels = HookPoint("my day")
# Below what one has said yes to: to whom a room lets people show what is theirs.
privacy_panels = HookPoint("privacy")
# Each panel is a <section> with an <h2 id="…">: the page's list of sections is made of those. In order: what waits for
# an answer (10–29), people (30–49), what they have learned and done (50–69), details (70–89), evidence (90).
organisation_panels = HookPoint("organisation")
# On the page of evidence, below roles and certificates; called with the organisation and the day it is shown for.
evidence_panels = HookPoint("evidence")
