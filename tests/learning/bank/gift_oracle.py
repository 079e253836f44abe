"""A foreign reader of GIFT (gift-pegjs 1.0.2, MIT), run by the Node that comes with playwright."""

import json
import subprocess
from pathlib import Path

from playwright._impl._driver import compute_driver_executable

VENDOR = Path(__file__).parent / "vendor"
PROGRAM = """
const { parse } = require(process.argv[1]);
process.stdout.write(JSON.stringify(parse(require("fs").readFileSync(0, "utf8"))));
"""


def foreign_reading(gift):
    """The questions another program finds in a text; an error when it cannot read it."""
    node = compute_driver_executable()[0]
    command = [node, "-e", PROGRAM, str(VENDOR / "pegjs-gift.js")]
    done = subprocess.run(command, input=gift, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return [one for one in json.loads(done.stdout) if one["type"] != "Category"]
