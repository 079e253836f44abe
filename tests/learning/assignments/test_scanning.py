"""The scanner of whoever runs the site: asked when there is one, and believed."""

import sys

import pytest

from learning.assignments.enums import Refusal
from learning.assignments.scanning import is_safe
from tests.factories import assignments as made
from tests.factories.assignments import enrol_on_assignment, write

FINDS_EICAR = [sys.executable, "-c", "import sys; sys.exit(b'EICAR' in sys.stdin.buffer.read())"]


@pytest.mark.parametrize(
    ("command", "content", "safe"),
    [
        ([], b"EICAR", True),
        (FINDS_EICAR, b"clean", True),
        (FINDS_EICAR, b"EICAR", False),
        (["/no/such/scanner"], b"clean", False),
    ],
)
def test_what_the_scanner_says_counts(settings, command, content, safe):
    settings.ASSIGNMENT_SCAN_COMMAND = command

    assert is_safe(content) is safe


@pytest.mark.django_db
def test_what_it_stops_is_not_kept(settings):
    settings.ASSIGNMENT_SCAN_COMMAND = FINDS_EICAR

    saved = write(enrol_on_assignment(), uploads=[made.upload(made.pdf(b"% EICAR"))])

    assert saved.refused == [("liste.pdf", Refusal.UNSAFE)]
    assert not saved.submission.files.exists()
