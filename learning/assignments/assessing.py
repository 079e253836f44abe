"""A rubric filled in: what it gives, and what is missing. Plain values in, plain values out. No database."""

from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]

MAX_COMMENT = 10_000


@dataclass(frozen=True)
class Assessment:
    """Somebody's marks: by criterion the level and a comment, one comment on the whole, and the teacher's own word."""

    criteria: dict[str, dict[str, str]] = field(default_factory=dict)
    comment: str = ""
    passed: bool | None = None

    def fitting(self, block: Block) -> "Assessment":
        """Only what the rubric knows: a made-up criterion or level is as if it had not been said."""
        known = {one["id"]: {level["id"] for level in one["levels"]} for one in block["criteria"]}
        kept = {
            key: {
                "level": said.get("level", "") if said.get("level", "") in known[key] else "",
                "comment": _words(said.get("comment", "")),
            }
            for key, said in self.criteria.items()
            if key in known
        }
        return Assessment(kept, _words(self.comment), self.passed if block["judged"] == "teacher" else None)

    def missing(self, block: Block) -> list[str]:
        """Titles of the criteria without a level; an empty word stands for the verdict."""
        left = [one["title"] for one in block["criteria"] if not self.criteria.get(one["id"], {}).get("level")]
        return left + ([""] if block["judged"] == "teacher" and self.passed is None else [])

    def score(self, block: Block) -> int:
        """Points in whole per cent, rounded down. Without a rubric: all or nothing, as the teacher says."""
        most = most_points(block)
        return 100 * self.points(block) // most if most else 100 * bool(self.passed)

    def points(self, block: Block) -> int:
        return sum(
            level["points"]
            for one in block["criteria"]
            for level in one["levels"]
            if level["id"] == self.criteria.get(one["id"], {}).get("level")
        )

    def verdict(self, block: Block) -> bool:
        """Whether it is enough: by the points, or as the teacher says."""
        if block["judged"] == "teacher":
            return bool(self.passed)
        return bool(100 * self.points(block) >= block["pass_mark"] * most_points(block))


def most_points(block: Block) -> int:
    return sum(max((level["points"] for level in one["levels"]), default=0) for one in block["criteria"])


def _words(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").strip()[:MAX_COMMENT]
