"""`make bench`: every budget of the design that exists so far. Nothing here fails; query counts are held by tests.

First piece by piece in processes of our own, then the running demo with all that belongs to it.
"""

import subprocess
import sys

PARTS = (
    "in_process",
    "imports",
    "releases",
    "requirements",
    "teaching",
    "certificates",
    "calendars",
    "quiz_rush",
    "booking_rush",
    "demo",
)


def main(words: list[str]) -> None:
    for part in PARTS:
        print(f"\n--- {part} ---", flush=True)
        asked = words if part in ("in_process", "demo") else []
        subprocess.run([sys.executable, "-m", f"tests.benchmarks.{part}", *asked], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
