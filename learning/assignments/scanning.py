"""The virus scan of whoever runs the site: a program of theirs, given the file on its standard input.

It says yes by ending with 0. `ASSIGNMENT_SCAN_COMMAND` names it; without one nothing is scanned (docs/assignments.md).
"""

import logging
import subprocess

from django.conf import settings

SECONDS = 60
logger = logging.getLogger(__name__)


def is_safe(content: bytes) -> bool:
    """Whether the scanner lets it through. One that cannot be asked lets nothing through."""
    command: list[str] = settings.ASSIGNMENT_SCAN_COMMAND
    if not command:
        return True
    try:
        # The command is the operator's own, from the settings; no shell, nothing of the learner's in its words.
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        logger.exception("The scan of an upload could not be run")
        return False
    return done.returncode == 0
