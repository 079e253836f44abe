"""Run the checks, then the tests (arguments go to pytest); run both even if the first fails, and say what failed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Two at a time; tests that share one running demo stay together, and all begin in the order of tests/conftest.py.
PYTEST = ["-m", "pytest", "-n", "2", "--dist", "loadgroup", "--no-loadscope-reorder"]


def main(arguments: list[str]) -> None:
    parts = {"checks": ["bin/checks.py"], "tests": [*PYTEST, *arguments]}
    failed = [name for name, command in parts.items() if run(command) != 0]
    if failed:
        sys.exit(f"Failed: {' and '.join(failed)}")


def run(command: list[str]) -> int:
    return subprocess.run([sys.executable, *command], cwd=ROOT).returncode


if __name__ == "__main__":
    main(sys.argv[1:])
