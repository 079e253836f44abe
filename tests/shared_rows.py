"""Rows that all tests of a module begin with, made once: each test changes them in a savepoint of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker


@contextmanager
def shared_rows(blocker: DjangoDbBlocker, media: Path) -> Iterator[None]:
    """What is written within is there until its end, and gone afterwards; not for tests with real transactions.

    No other test of the module may count on an empty database.
    """
    with blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        yield
        transaction.set_rollback(True)
