"""The budgets of the design, measured on the running demo (SQLite, two web processes).

Timings depend on the machine and its mood, so nothing here fails; query counts are held by tests. CPU is summed over
every process of the demo, so work that a request leaves to the background counts too.
"""

import json
import os
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from cms.demo.people import LEARNER, SIGN_INS
from tests.database import ROOT
from tests.demo_site import DemoSite, seeded_copy, wait_for

REQUESTS = 60
RESULTS = ROOT / "test-results" / "benchmarks-demo.json"


@dataclass(frozen=True)
class Figure:
    """One line of the table: what was measured, how much, and what the design allows."""

    work: str
    value: float
    unit: str
    budget: float | None = None
    p50_ms: float | None = None


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="samvirke-bench-") as folder:
        site = DemoSite(seeded_copy(Path(folder)))
        try:
            site.wait_until_open()
            wait_for(lambda: "ready." in (site.var / "log" / "worker.log").read_text(), seconds=30)
            figures = list(measure(site))
        finally:
            site.stop()
    show(figures)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps([asdict(figure) for figure in figures], indent=2) + "\n")


def measure(site: DemoSite) -> Iterator[Figure]:
    visitor = build_opener()
    learner = signed_in(site)
    course = first_course(site, learner)
    yield page(site, visitor, "front page, anonymous", "/nb/", budget=3)
    yield page(site, learner, "my day", "/me/")
    if course:
        yield page(site, learner, "course outline", course, budget=8)
        if lesson := first_link(site, learner, course, rf'href="({re.escape(course)}[^"#?]+/)"'):
            yield page(site, learner, "lesson", lesson, budget=8)
    yield Figure("memory of all processes (PSS)", memory_mib(site), "MiB", 450)


def page(site: DemoSite, reader: OpenerDirector, work: str, path: str, budget: float | None = None) -> Figure:
    """Fetch a page again and again, one at a time; CPU per request and the median time."""
    for _ in range(6):  # warm both processes
        reader.open(site.url + path).read()
    before = cpu_seconds(site)
    times = [seconds_of(lambda: reader.open(site.url + path).read()) for _ in range(REQUESTS)]
    cpu = (cpu_seconds(site) - before) / REQUESTS * 1000
    return Figure(f"{work} ({path})", round(cpu, 1), "ms CPU", budget, round(statistics.median(times) * 1000, 1))


def seconds_of(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def signed_in(site: DemoSite) -> OpenerDirector:
    """Sign the demo's learner in, as the form does."""
    learner = build_opener(HTTPCookieProcessor(CookieJar()))
    address = f"{site.url}/accounts/login/"
    form = learner.open(address).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    password = next(password for _, email, password in SIGN_INS if email == LEARNER.email)
    fields = {"login": LEARNER.email, "password": password, "csrfmiddlewaretoken": token[1] if token else ""}
    answer = learner.open(address, urlencode(fields).encode())
    assert not answer.url.startswith(address), "the demo's learner could not sign in"
    return learner


def first_course(site: DemoSite, learner: OpenerDirector) -> str | None:
    return first_link(site, learner, "/me/", r'href="(/learn/[^"/]+/)')


def first_link(site: DemoSite, reader: OpenerDirector, path: str, pattern: str) -> str | None:
    found = re.search(pattern, reader.open(site.url + path).read().decode())
    return found[1] if found else None


# --- What the kernel counts -----------------------------------------------------------------------


def cpu_seconds(site: DemoSite) -> float:
    ticks = 0
    for number in site.processes():
        fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_mib(site: DemoSite) -> float:
    total = 0
    for number in site.processes():
        rollup = Path(f"/proc/{number}/smaps_rollup").read_text()
        total += int(re.findall(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[0])
    return round(total / 1024, 1)


def show(figures: list[Figure]) -> None:
    print(f"{'work':58} {'measured':>14} {'budget':>8} {'median':>10}")
    for figure in figures:
        budget = f"{figure.budget:g}" if figure.budget else "-"
        median = f"{figure.p50_ms} ms" if figure.p50_ms else "-"
        print(f"{figure.work[:58]:58} {figure.value:>7} {figure.unit:6} {budget:>8} {median:>10}")


if __name__ == "__main__":
    main()
