"""Print what the Makefile's targets do: `target: ... ## sentence`, in groups begun by `##@ title`."""

import re
import sys
from pathlib import Path

TARGET = re.compile(r"^(?P<name>[a-z-]+):.*?## (?P<sentence>.+)$")


def main(makefile: str) -> None:
    for line in Path(makefile).read_text(encoding="utf-8").splitlines():
        target = TARGET.match(line)
        if line.startswith("##@ "):
            print("\n" + line[4:])
        elif target and target["name"] != "help":
            print("  make {name:10} {sentence}".format(**target.groupdict()))


if __name__ == "__main__":
    main(sys.argv[1])
