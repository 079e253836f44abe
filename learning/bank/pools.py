"""What a quiz may draw: settled when a course is published, and frozen into the release.

    block["draws"] = [{"tags": [...], "count": 5, "questions": [ids]}]
    block["pool"] = [frozen questions, each with its "version"]

A question may come when it carries all tags of a draw and is written in every language of the release, so that the
draw is the same whichever language somebody reads in.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from .models import Question, QuestionVersion
from .queries import questions_with_tags

Frozen = dict[str, Any]


@dataclass
class Pools:
    """The bank as one publishing sees it."""

    languages: Collection[str]
    _used: dict[str, set[int]] = field(default_factory=dict)
    _known: dict[tuple[str, ...], list[Question]] = field(default_factory=dict)

    def fill(self, blocks: list[Frozen], language: str) -> list[Frozen]:
        """Frozen blocks of a lesson, each quiz with its pool."""
        return [self._filled(block, language) if block["type"] == "quiz" else block for block in blocks]

    def take_used(self) -> dict[str, set[int]]:
        """Ids of the versions that may be drawn, by quiz block, of what was filled since this was asked last."""
        used, self._used = self._used, {}
        return used

    def candidates(self, tags: Iterable[str]) -> list[Question]:
        """Questions a draw may serve. One query for each set of tags."""
        key = tuple(sorted(tags))
        if key not in self._known:
            found = questions_with_tags(list(key)) if key else Question.objects.none()
            self._known[key] = [one for one in found if self._is_ready(one.current)]
        return self._known[key]

    def shortages(self, draws: list[Frozen]) -> list[tuple[Frozen, int]]:
        """Draws that cannot be served whatever was drawn before them, with how many there are for each."""
        short = []
        before: list[tuple[int, set[int]]] = []
        for draw in draws:
            ids = {question.pk for question in self.candidates(draw["tags"])}
            sure = len(ids) - sum(min(count, len(ids & others)) for count, others in before)
            if sure < draw["count"]:
                short.append((draw, max(sure, 0)))
            before.append((draw["count"], ids))
        return short

    def _is_ready(self, version: QuestionVersion | None) -> bool:
        return version is not None and set(self.languages) <= set(version.content)

    def _filled(self, block: Frozen, language: str) -> Frozen:
        drawn = [(draw, self.candidates(draw["tags"])) for draw in block["draws"]]
        pool = {question.pk: question for _, questions in drawn for question in questions}
        self._used[block["id"]] = {question.current_id for question in pool.values() if question.current_id}
        return block | {
            "draws": [draw | {"questions": [str(one.key) for one in questions]} for draw, questions in drawn],
            "pool": [frozen_question(question, language) for question in pool.values()],
        }


def frozen_question(question: Question, language: str, version: QuestionVersion | None = None) -> Frozen:
    """A question as a release holds it: the shape of one written in a lesson, and which version it is."""
    shown = version or question.current
    assert shown is not None
    return {"type": question.kind, "id": str(question.key), "version": shown.number, **shown.content[language]}
