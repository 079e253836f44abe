"""Questions nobody should have to think out: with the right kind, and kept no longer than they may be."""

import re
from collections.abc import Iterable
from typing import Any

from .enums import QuestionKind, Retention

FOOD: dict[str, Any] = {
    "texts": {
        "nb": "Er det noe vi må vite om mat eller tilrettelegging?",
        "nn": "Er det noko vi må vite om mat eller tilrettelegging?",
        "sv": "Finns det något vi behöver veta om mat eller tillgänglighet?",
        "en": "Is there anything we should know about food or access?",
    },
    "kind": QuestionKind.TEXT,
    "retention": Retention.SENSITIVE,
}
READY: dict[str, dict[str, Any]] = {"food": FOOD}

# Parts of words in the four languages, and words that must stand whole: “kost” is diet, “kostnad” is not.
_HEALTH = re.compile(
    r"(?:allerg|intoleran|diet|kosthold|spesialkost|specialkost|matønsk|mathensyn|matpref|matbehov|vegetar|vegan"
    r"|halal|kosher|gluten|laktos|lactose|cøliaki|celiaki|coeliac|celiac|tilrettelegg|tillgänglighet"
    r"|funksjonsneds|funksjonshem|funktionsneds|funktionshind|disab|wheelchair|rullestol|rullstol|sykdom|sjukdom)"
    r"|\b(?:mat|maten|kost|kosten|food|meal|meals|helse|helsa|helsen|hälsa|hälsan|health)\b",
    re.IGNORECASE,
)


def speaks_of_health(texts: Iterable[str]) -> bool:
    """Whether a question asks, by its words, for what is kept apart: food, allergies, access or health."""
    return any(_HEALTH.search(text) for text in texts)
