"""The frozen story of a tabletop: which inject comes first, what may be chosen, and what comes next. No database."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cms.blocks.branching import END, branches, exits_of

Inject = dict[str, Any]
Choice = dict[str, Any]


@dataclass(frozen=True)
class Script:
    block: dict[str, Any]

    @property
    def injects(self) -> list[Inject]:
        found: list[Inject] = self.block["injects"]
        return found

    @property
    def is_timed(self) -> bool:
        return bool(self.block["pace"] == "timed")

    @property
    def first(self) -> Inject:
        return self.injects[0]

    @cached_property
    def _by_key(self) -> dict[str, Inject]:
        return {inject["key"]: inject for inject in self.injects}

    def inject(self, key: str) -> Inject:
        return self._by_key[key]

    def choice(self, key: str, choice_id: str) -> Choice | None:
        return next((one for one in self.inject(key)["choices"] if one["id"] == choice_id), None)

    def waits_for_choice(self, key: str) -> bool:
        """Whether what comes next depends on what is chosen: then no clock goes past it."""
        return branches(self.inject(key))

    def after(self, key: str, chosen: str) -> Inject | None:
        """The inject that follows, None when the story is over. Where all ways are one, nothing need be chosen."""
        choice = self.choice(key, chosen)
        leads_to = choice["leads_to"] if choice else exits_of(self.inject(key))[0]
        return None if leads_to == END else self.inject(leads_to)

    @property
    def questions(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.block["debrief"]
        return found
