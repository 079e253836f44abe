"""How tables do, in sums: how many ran, how they chose, how long they stayed. No texts, and nothing of a few."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

from .enums import RunMode, RunState
from .models import RunInject, TabletopRun
from .script import Script

# Fewer tables than this might say something of one of them.
LEAST = 5
# Height of a line in the chart.
ROW = 24


@dataclass(frozen=True)
class Bar:
    """How many tables chose one way: its line in the chart, and whole per cent of those that chose here."""

    place: int
    label: str
    number: int
    share: int

    @property
    def y(self) -> int:
        return (self.place - 1) * ROW + 4

    @property
    def text_y(self) -> int:
        return self.y + 12

    @property
    def width(self) -> int:
        return 3 * self.share


@dataclass
class InjectSums:
    """What is known of an inject: how many tables met it, and for how long half of them stayed."""

    key: str
    title: str
    tables: int = 0
    seconds: list[float] = field(default_factory=list)
    chosen: Counter[str] = field(default_factory=Counter)
    bars: list[Bar] = field(default_factory=list)

    @property
    def minutes(self) -> float | None:
        return round(median(self.seconds) / 60, 1) if len(self.seconds) >= LEAST else None

    @property
    def height(self) -> int:
        return len(self.bars) * ROW + 4

    @property
    def is_shown(self) -> bool:
        return self.tables >= LEAST


@dataclass(frozen=True)
class Sums:
    runs: int
    groups: int
    finished: int
    injects: list[InjectSums]


def sums_of(script: Script, runs: Iterable[TabletopRun], met: Iterable[RunInject]) -> Sums:
    """Add the runs of one tabletop up, in the words of its newest release. Injects that are gone are left out."""
    runs, injects = list(runs), {one["key"]: InjectSums(one["key"], one["title"]) for one in script.injects}
    for row in met:
        if row.inject_key in injects:
            _add(injects[row.inject_key], row)
    for sums in injects.values():
        sums.bars = _bars(script, sums)
    return Sums(
        runs=len(runs),
        groups=sum(run.mode == RunMode.GROUP for run in runs),
        finished=sum(run.state == RunState.FINISHED for run in runs),
        injects=list(injects.values()),
    )


def _add(sums: InjectSums, row: RunInject) -> None:
    sums.tables += 1
    if row.left_at:
        sums.seconds.append((row.left_at - row.shown_at).total_seconds())
    if row.chosen:
        sums.chosen[row.chosen] += 1


def _bars(script: Script, sums: InjectSums) -> list[Bar]:
    """A bar for each choice, where enough tables have chosen."""
    choices, total = script.inject(sums.key)["choices"], sum(sums.chosen.values())
    if not choices or total < LEAST:
        return []
    return [
        Bar(place, one["text"], sums.chosen[one["id"]], round(100 * sums.chosen[one["id"]] / total))
        for place, one in enumerate(choices, start=1)
    ]
