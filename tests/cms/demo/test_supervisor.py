"""Whoever dies is started again; whoever is left when the parent dies, dies too. With the real programs."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.database import ROOT
from tests.demo_site import DemoSite, free_port, seeded_copy, wait_for

pytestmark = [
    pytest.mark.service,
    pytest.mark.xdist_group("demo site"),
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, and the parent-death signal is Linux's"),
]

WEB = "cms.serving"
WORKER = "cms.celery worker"
BEAT = "cms.beat beat"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    site = DemoSite(seeded_copy(tmp_path_factory.mktemp("supervised")))
    site.wait_until_open()
    yield site
    site.stop()


def test_killed_worker_is_started_again(running: DemoSite) -> None:
    (before,) = running.numbers_of(WORKER)

    os.kill(before, signal.SIGKILL)

    assert wait_for(lambda: running.numbers_of(WORKER) - {before}, seconds=15)
    assert before not in running.processes()
    assert "worker stopped (signal 9); started again in 0.5 s" in running.said()


def test_web_workers_share_what_they_only_read(running: DemoSite) -> None:
    workers = sorted(running.numbers_of(WEB))[1:]
    assert all(mib_of("Private_Dirty", number) < mib_of("Rss", number) / 2 for number in workers)


def mib_of(kind: str, number: int) -> float:
    rollup = Path(f"/proc/{number}/smaps_rollup").read_text()
    return int(re.findall(rf"^{kind}:\s+(\d+)", rollup, re.MULTILINE)[0]) / 1024


@pytest.mark.slow
def test_killed_web_server_takes_its_workers_along_and_is_started_again(running: DemoSite) -> None:
    before = running.numbers_of(WEB)
    main = min(before)
    assert len(before) == 3

    os.kill(main, signal.SIGKILL)

    assert wait_for(lambda: len(running.numbers_of(WEB) - before) == 3, seconds=60)
    assert not running.numbers_of(WEB) & before
    assert wait_for(running.answers, seconds=60)


def test_killed_web_worker_is_replaced_by_the_web_server(running: DemoSite) -> None:
    before = running.numbers_of(WEB)

    os.kill(max(before), signal.SIGKILL)

    assert wait_for(lambda: len(running.numbers_of(WEB) - before) == 1, seconds=60)
    assert wait_for(running.answers, seconds=60)


def test_second_demo_over_the_same_folder_is_refused(running: DemoSite) -> None:
    environment = {**os.environ, "SAMVIRKE_VAR": str(running.var)}
    command = [sys.executable, "-m", "cms.demo", "--port", str(free_port())]

    second = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30)

    assert second.returncode == 1
    assert "already running" in second.stderr


def test_killed_parent_leaves_nothing_behind(running: DemoSite) -> None:
    assert all(running.numbers_of(words) for words in (WEB, WORKER, BEAT))

    running.process.kill()
    running.process.wait()

    assert wait_for(lambda: not running.processes(), seconds=5), running.processes()


@pytest.mark.slow
def test_stopping_ends_everything_and_says_so(tmp_path: Path) -> None:
    site = DemoSite(seeded_copy(tmp_path / "var"))
    site.wait_until_open()

    site.process.terminate()
    code = site.process.wait(timeout=30)

    assert code == 0
    assert site.said().endswith("Stopped.\n")
    assert site.processes() == {}


def test_killed_parent_takes_web_workers_along_while_they_start(tmp_path: Path) -> None:
    """The narrow moment: forked from the web server, not yet tied to it."""
    site = DemoSite(seeded_copy(tmp_path / "var"))
    wait_for(lambda: len(site.numbers_of(WEB)) == 3, seconds=30)

    site.process.kill()
    site.process.wait()

    assert wait_for(lambda: not site.processes(), seconds=15), site.processes()


@pytest.mark.parametrize("command", [["cms/demo/ports.py"], ["-m", "cms.demo", "--port"]])
def test_occupied_port_is_one_plain_sentence(command: list[str], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        environment = {**os.environ, "SAMVIRKE_VAR": str(tmp_path / "var")}
        arguments = [sys.executable, *command, str(port)]
        demo = subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30)

    assert demo.returncode == 1
    assert demo.stderr == f"Port {port} is in use; choose another: make demo PORT={port + 1}\n"
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("port", ["", "0", "65536", "http", "-1", "8000; ls"])
def test_port_that_is_no_port_is_one_plain_sentence(port: str) -> None:
    arguments = [sys.executable, "cms/demo/ports.py", port]
    demo = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, timeout=30)

    assert demo.returncode == 1
    assert demo.stderr == "PORT must be a number from 1 to 65535, as in: make demo PORT=8001\n"
