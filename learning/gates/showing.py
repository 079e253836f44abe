"""A waiver as its learner and those who gave it see it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from ..models import Enrolment
from ..projections import Fact
from ..standing import Standing
from .enums import Waived
from .models import Waiver
from .queries import waivers_of


def waivers_view(enrolment: Enrolment, standing: Standing, facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """What was waived for a learner, the newest first. One query, none where the facts tell of no waiver."""
    if not any("waiver" in fact.value for fact in facts):
        return []
    return [shown(waiver, standing) for waiver in waivers_of(enrolment)]


def shown(waiver: Waiver, standing: Standing) -> dict[str, Any]:
    is_address = waiver.reference.lower().startswith(("http://", "https://"))
    return {
        "waiver": waiver,
        "what": what_in_words(waiver, standing),
        "title": _title(waiver.target.split(":", 1)[0], standing) if waiver.target else "",
        "link": waiver.reference if is_address else "",
        "reference": "" if is_address else waiver.reference,
    }


def what_in_words(waiver: Waiver, standing: Standing) -> str:
    """What it is about, with the title of the lesson or module as the release has it now."""
    if waiver.what == Waived.ENTRY:
        return _("You may begin the course.")
    if waiver.what == Waived.COURSE:
        return _("Everything that was left counts as done.")
    title = _title(waiver.target.split(":", 1)[0], standing)
    return str(_WORDS.get(waiver.what, _("“%(title)s” is not required for you."))) % {"title": title}


_WORDS: dict[str, Any] = {
    Waived.LESSON_GATE: _lazy("“%(title)s” is open for you."),
    Waived.MODULE_GATE: _lazy("“%(title)s” is open for you."),
    Waived.ATTEMPT: _lazy("You have one more attempt at the quiz of “%(title)s”."),
}


def _title(key: str, standing: Standing) -> str:
    outline = standing.outline
    known = outline.by_key.get(UUID(key)) or outline.module(UUID(key))
    return standing.title(known) if known else _("something that is no longer in the course")
