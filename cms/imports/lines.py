"""What a batch of lines amounts to: problems to report, and what is to be written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import TextChoices

from .enums import Column, Reason
from .reader import Row
from .words import choice_of

if TYPE_CHECKING:
    from datetime import datetime

    from cms.people.models import User

    from .models import Import


@dataclass(frozen=True)
class Problem:
    row: int
    column: str
    reason: Reason
    value: str = ""


@dataclass
class Tally:
    """What became of lines, by number of lines."""

    created: int = 0
    unchanged: int = 0
    invited: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def refused(self) -> int:
        return len({problem.row for problem in self.problems})


@dataclass
class Job:
    """What a check or an import knows while it runs. `seen` holds what earlier lines of the file come to."""

    record: "Import"
    at: "datetime"
    by: "User | None"
    seen: set[tuple[object, ...]] = field(default_factory=set)


class Cells:
    """The cells of one line, read one by one; what is wrong is gathered."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.problems: list[Problem] = []
        if row.too_many:
            self.refuse("", Reason.CELLS_TOO_MANY)

    def text(self, column: Column) -> str:
        return self.row.values.get(column, "")

    def read(self, column: Column, check: Callable[[str], str], wrong: type[Exception], reason: Reason) -> str:
        """The cell as `check` returns it; refused with the reason when it raises."""
        try:
            return check(self.text(column))
        except wrong:
            self.refuse(column, reason)
            return ""

    def choice(self, column: Column, choices: type[TextChoices], reason: Reason, *, default: str = "") -> str:
        """The code of a choice; an empty cell is the default."""
        written = self.text(column)
        if not written:
            return default
        code = choice_of(written, choices)
        if code is None:
            self.refuse(column, reason)
            return default
        return code

    def refuse(self, column: Column | str, reason: Reason) -> None:
        value = self.row.values.get(column, "") if isinstance(column, Column) else ""
        self.problems.append(Problem(self.row.number, str(column), reason, shortened(value)))


def shortened(value: str, most: int = 80) -> str:
    """A cell as it can be shown in a report: on one line, not too long."""
    line = " ".join(value.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
