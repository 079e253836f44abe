"""A real browser before the real demo: web, worker and beat as `make demo` starts them, over a seeded copy."""

import json
import os
import re
import shutil
from collections.abc import Callable, Generator, Iterator
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.database import ROOT
from tests.demo_site import DemoSite, seeded_copy

from .accessibility import findings
from .manners import watch
from .signing_in import house_next_door

RESULTS = ROOT / "test-results"
# Debian's Chromium, in a container, silent: it asks nobody for updates.
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
QUIET += ["--disable-sync", "--no-first-run", "--disable-dev-shm-usage"]
_failed = pytest.StashKey[bool]()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what lives here, and keep it in one process: one demo serves all journeys."""
    item.add_marker(pytest.mark.journey)
    if not item.get_closest_marker("xdist_group"):
        item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[_failed] = item.stash.get(_failed, False) or report.failed
    return report


@pytest.fixture(scope="session")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """The running demo. It asks for the browser first: without one there is nothing to start."""
    site = DemoSite(seeded_copy(tmp_path_factory.mktemp("journeys")))
    try:
        site.wait_until_open()
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="session")
def house() -> Iterator[str]:
    """The address of another house, where people have accounts that sign them in here."""
    with house_next_door() as url:
        yield url


@pytest.fixture(scope="session")
def strict(house: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """The demo as a real site is: staff need a second step, and the house next door signs people in."""
    folder = tmp_path_factory.mktemp("strict")
    entry = {"id": "nabo", "name": "Nabohuset", "issuer": house, "client_id": "samvirke", "client_secret": "hemmelig"}
    (folder / "oidc.json").write_text(json.dumps([entry]))
    more = {"STAFF_NEED_SECOND_FACTOR": "1", "SAMVIRKE_OIDC_FILE": str(folder / "oidc.json")}
    site = DemoSite(seeded_copy(folder / "var"), **more)
    try:
        site.wait_until_open()
        yield site
    finally:
        site.stop()


def browser_path() -> str:
    """The one that was named, the one without windows (a page costs it half the work), or the one there is."""
    named, known = os.environ.get("CHROMIUM"), ("chromium-headless-shell", "chromium", "chromium-browser")
    return named or next(filter(None, map(shutil.which, known)), "")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = browser_path()
    if not chromium:
        pytest.skip("there is no Chromium; make browser says how to get one")
    # Playwright's event loop stays in this thread between the steps; tests of the database that come later may go on.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()


class OpenPage(Protocol):
    """Opens a page for a person of their own: an empty cookie jar, who reads Norwegian.

    Of the options, `at` is another site than the demo and `also` names other houses that may be asked.
    """

    def __call__(self, *, width: int = 1280, height: int = 900, **options: Any) -> Page: ...


@pytest.fixture
def open_page(browser: Browser, site: DemoSite, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Opens pages that may neither break their own rules (script errors, CSP) nor ask anybody else for anything."""
    pages: list[Page] = []
    complaints: list[str] = []

    def open_page(*, width: int = 1280, height: int = 900, **options: Any) -> Page:
        address, also = options.pop("at", site.url), options.pop("also", ())
        viewport: ViewportSize = {"width": width, "height": height}
        steady = {"locale": "nb-NO", "timezone_id": "Europe/Oslo", "reduced_motion": "reduce"}
        page = browser.new_page(base_url=address, viewport=viewport, **steady | options)
        page.set_default_timeout(15_000)
        watch(page, (address, *also), complaints)
        pages.append(page)
        return page

    yield open_page
    for number, page in enumerate(pages, start=1):
        if request.node.stash.get(_failed, False):
            _keep_picture(page, f"{request.node.nodeid}-{number}")
        page.close()
    assert complaints == []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """The page of one visitor."""
    return open_page()


def _keep_picture(page: Page, nodeid: str) -> None:
    RESULTS.mkdir(exist_ok=True)
    page.screenshot(path=RESULTS / (re.sub(r"[^\w-]+", "-", nodeid).strip("-") + ".png"), full_page=True)


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Call it on every page a journey meets: `axe(page)` fails with a readable list when axe finds anything."""

    def check(page: Page) -> None:
        found = findings(page)
        assert not found, f"axe, {page.url}\n" + "\n".join(found)

    return check
