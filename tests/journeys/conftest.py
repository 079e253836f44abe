"""A real browser before the real demo: web, worker and beat as `make demo` starts them, over a seeded copy."""

import os
import re
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.database import ROOT
from tests.demo_site import DemoSite, seeded_copy

from .accessibility import findings

HERE = Path(__file__).parent
RESULTS = ROOT / "test-results"
# Debian's Chromium, in a container, silent: it asks nobody for updates.
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
QUIET += ["--disable-sync", "--no-first-run", "--disable-dev-shm-usage"]
_failed = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lives here, and keep it in one process: one demo serves all journeys."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)
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
def browser() -> Iterator[Browser]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        pytest.skip("there is no Chromium; make browser says how to get one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, site: DemoSite) -> Iterator[BrowserContext]:
    """A visitor with an empty cookie jar, who reads Norwegian. Use it for a second person beside `page`."""
    context = browser.new_context(base_url=site.url, locale="nb-NO", timezone_id="Europe/Oslo")
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, site: DemoSite, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that may neither break its own rules (script errors, CSP) nor ask anybody else for anything."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    page.on("console", lambda line: complaints.append(line.text) if "Content Security Policy" in line.text else None)
    page.on("request", lambda asked: complaints.append(f"asked {asked.url}") if _is_foreign(asked.url, site) else None)
    yield page
    if request.node.stash.get(_failed, False):
        _keep_picture(page, request.node.nodeid)
    page.close()
    assert complaints == []


def _is_foreign(url: str, site: DemoSite) -> bool:
    return not url.startswith((site.url, "data:", "blob:", "about:"))


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
