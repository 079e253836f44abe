"""Counting queries as the design's budgets do: every one of them, but not BEGIN, COMMIT and SAVEPOINT."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from learning import outline, queries

NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@contextmanager
def count_queries() -> Iterator[list[str]]:
    """Give a list that holds the SQL that was asked, once the block is left: `assert len(asked) == 4, asked`."""
    asked: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield asked
    asked += [query["sql"] for query in captured if not query["sql"].startswith(NOT_COUNTED)]


def clear_caches() -> None:
    """The next request is the cold one."""
    for cache in caches.all(initialized_only=True):
        cache.clear()
    Site.clear_site_root_paths_cache()


def forget_releases() -> None:
    """What learning keeps of releases in a process's memory is what never changes; a new process knows none of it."""
    outline._parsed.clear()
    queries._contents.clear()
