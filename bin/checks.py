"""Run the checks side by side, show what the failing ones said, name them last.

`python bin/checks.py` runs all of them, `python bin/checks.py types imports` those two.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
TEMPLATES = [f"{room}/" for room in ("theme", "cms", "learning", "events", "mentoring") if (ROOT / room).exists()]

# The slowest first, so that it does not begin when the others are done.
# Templates are linted, not reformatted: djlint breaks lines inside text, where white space shows.
CHECKS = {
    "types": [PYTHON, "-m", "mypy", "."],
    "templates": [PYTHON, "-m", "djlint", "--lint", "--quiet", *TEMPLATES],
    "imports": [PYTHON, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-logo"],
    "ruff": [PYTHON, "-m", "ruff", "check", "."],
    "format": [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "messages": [PYTHON, "manage.py", "messages", "--check"],
}


@dataclass(frozen=True)
class Outcome:
    name: str
    failed: bool
    said: str
    seconds: float


def main(names: Sequence[str]) -> None:
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        outcomes = list(pool.map(run, names or list(CHECKS)))
    failed = [outcome for outcome in outcomes if outcome.failed]
    for outcome in failed:
        print(f"\n--- {outcome.name} ---\n{outcome.said}")
    print("Checks: " + ", ".join(f"{o.name} {'FAILED' if o.failed else 'ok'} ({o.seconds:.0f} s)" for o in outcomes))
    if failed:
        sys.exit(f"Failed: {', '.join(outcome.name for outcome in failed)}")


def run(name: str) -> Outcome:
    started = time.monotonic()
    done = subprocess.run(CHECKS[name], cwd=ROOT, capture_output=True, text=True)
    return Outcome(name, done.returncode != 0, done.stdout + done.stderr, time.monotonic() - started)


if __name__ == "__main__":
    main(sys.argv[1:])
