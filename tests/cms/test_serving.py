"""What the processes of the web server share, and what they must not."""

import subprocess
import sys

from tests.database import ROOT

READS_AND_SAYS = """
import gc
from django.db import connections
from cms.serving import read_site

read_site()
print(gc.get_freeze_count() > 100_000, [one.connection for one in connections.all(initialized_only=True)])
"""


def test_site_is_read_and_no_connection_is_left_open_for_several_to_write_to():
    said = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", READS_AND_SAYS], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert said.stdout.split(maxsplit=1)[0] == "True"
    assert said.stdout.split(maxsplit=1)[1].strip() in ("[]", "[None]")
