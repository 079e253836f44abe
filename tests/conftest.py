"""What every test gets: a migrated database of its own process with a front page and a catalogue, clean caches, media
in a folder of its own.
"""

import gc
import itertools
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connection
from django.utils import translation
from django_tasks import task_backends
from django_tasks.backends.dummy import DummyBackend
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import PageLogEntry, Site

from .database import fresh_database
from .starting_rows import keep_starting_rows

# How fast a machine is says nothing about what it runs.
hypothesis_settings.register_profile("samvirke", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("samvirke")

# Tests that need a browser or a real worker; where CI is true, their absence is no excuse.
NEVER_SKIPPED_IN_CI = ("journey", "service")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, worker_id: str
) -> Iterator[None]:
    """Point Django at a fresh copy of the migrated template (instead of migrating for every process)."""
    with fresh_database(worker_id) as name, django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = name
        make_starting_pages()
        keep_starting_rows()
        yield
        connection.close()


def make_starting_pages() -> None:
    """Every test begins with an empty front page and an empty catalogue: most need them, and making them each time was
    a third of the time of making a course.
    """
    from .factories.pages import make_catalogue

    make_catalogue()
    # Nobody made them: the log begins empty.
    PageLogEntry.objects.all().delete()


@pytest.fixture(scope="session", autouse=True)
def kinds_of_mail_for_tests() -> None:
    """Messages of kinds that only tests know, such as `test`."""
    from .factories import mail  # noqa: F401


@pytest.fixture(autouse=True)
def clean_slate() -> None:
    """Forget what the last test left in this process."""
    for cache in caches.all(initialized_only=True):
        cache.clear()
    Site.clear_site_root_paths_cache()
    if isinstance(task_backends["default"], DummyBackend):
        task_backends["default"].clear()
    translation.deactivate()


_folders = itertools.count(1)


@pytest.fixture(autouse=True)
def media_root(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep uploads in the test's own folder, made when something is put into it.

    Not below `tmp_path`: for a new one pytest reads the names of all before, millions in a run of thousands of tests.
    """
    folder = tmp_path_factory.getbasetemp() / "media" / str(next(_folders))
    settings.MEDIA_ROOT = folder
    return folder


@pytest.fixture(autouse=True)
def indexes(request: pytest.FixtureRequest, settings: Settings) -> None:
    """Keep search and references up to date for who asks for it: it is a sixth of the time of every saved page."""
    if request.node.get_closest_marker("indexed"):
        settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def pytest_collection_finish() -> None:
    """What was imported stays: the collector need not go through it again and again."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in the order that keeps both processes busy; give those with real transactions their rows back
    (Django's `serialized_rollback`).
    """
    items.sort(key=_turn)
    _leave_cases_to_the_long_watch(items)
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction"):
            whole = {"serialized_rollback": True, **marker.kwargs}
            item.add_marker(pytest.mark.django_db(*marker.args, **whole), append=False)


def _leave_cases_to_the_long_watch(items: list[pytest.Item]) -> None:
    """Of tests marked `sampled`, every case but the first is slow."""
    begun: set[str] = set()
    for item in items:
        name = item.nodeid.partition("[")[0]
        if item.get_closest_marker("sampled") and name in begun:
            item.add_marker("slow")
        begun.add(name)


def _turn(item: pytest.Item) -> int:
    """Journeys take longest and fill the demo first; what else runs over the demo comes when it is filled."""
    if item.get_closest_marker("service"):
        return 2
    if "journeys" in item.path.parts:
        return 0
    return 1 if "cms" in item.path.parts else 3


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under `CI=true` a journey or service test that would be skipped has failed."""
    report = yield
    must_run = any(item.get_closest_marker(name) for name in NEVER_SKIPPED_IN_CI)
    if report.skipped and must_run and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} may not be skipped where CI is true: {report.longreprtext}"
    return report
