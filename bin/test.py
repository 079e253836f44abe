"""Run the checks, then the tests (arguments go to pytest); run both even if the first fails, and say what failed.

What a whole run needs (a migrated database, a filled demo) is made beside the checks; the tests begin when it is there,
and do not wait for the slowest check.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Two at a time; tests that share one running demo stay together, and all begin in the order of tests/conftest.py.
PYTEST = ["-m", "pytest", "-n", "2", "--dist", "loadgroup", "--no-loadscope-reorder"]


def main(arguments: list[str]) -> None:
    names_some = any(Path(argument.split("::")[0]).exists() for argument in arguments if argument)
    checking = start(["bin/checks.py"])
    if not names_some:
        start(["-m", "tests.prepare"]).wait()
    testing = start([*PYTEST, *arguments])
    ended = {"checks": checking.wait(), "tests": testing.wait()}
    if failed := [name for name, code in ended.items() if code != 0]:
        sys.exit(f"Failed: {' and '.join(failed)}")


def start(command: list[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, *command], cwd=ROOT)


if __name__ == "__main__":
    main(sys.argv[1:])
