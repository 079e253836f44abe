"""The demo itself, running over a copy of a seeded folder: for journeys, and for tests of how it starts and ends."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from cms.demo import fingerprint
from cms.demo.__main__ import environment_for
from cms.demo.steps import prepare

from .database import KEPT, ROOT, kept_lock

START_SECONDS = 90.0


def seeded_copy(folder: Path) -> Path:
    """Copy the seeded demo into a folder; seed it first, unless that was done for this very code."""
    with kept_lock():
        kept = KEPT / f"seeded-{fingerprint.of_code()}-{fingerprint.of_static_files()}"
        if not kept.exists():
            for outdated in KEPT.glob("seeded-*"):
                shutil.rmtree(outdated)
            half_done = KEPT / "seeded-making"
            shutil.rmtree(half_done, ignore_errors=True)
            half_done.mkdir()
            prepare(half_done, environment=environment_for(half_done, "http://127.0.0.1"))
            half_done.rename(kept)
        shutil.copytree(kept, folder, dirs_exist_ok=True)
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class DemoSite:
    """One running `python -m cms.demo`, its output, and every process that belongs to it."""

    def __init__(self, var: Path, **more: str) -> None:
        """`more` is added to its environment."""
        self.var = var
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.output = var / "terminal.txt"
        environment = {**os.environ, "SAMVIRKE_VAR": str(var), "PYTHONWARNINGS": "", **more}
        with self.output.open("wb") as output:
            command = [sys.executable, "-m", "cms.demo", "--port", str(self.port)]
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
            )

    def wait_until_open(self) -> None:
        wait_for(lambda: "Samvirke is open" in self.said() or self.process.poll() is not None, seconds=START_SECONDS)
        assert self.process.poll() is None, self.said()

    def said(self) -> str:
        return self.output.read_text(errors="replace")

    def answers(self, path: str = "/healthz") -> bool:
        try:
            with urllib.request.urlopen(self.url + path, timeout=10) as response:
                return bool(response.status == 200)
        except OSError:
            return False

    def processes(self) -> dict[int, str]:
        """Every living process that was started for this folder, by number: also grandchildren and orphans."""
        mark = f"SAMVIRKE_VAR={self.var}".encode()
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                    if command:  # a zombie has none
                        found[int(folder.name)] = command
            except OSError:
                continue  # gone meanwhile, or not ours to read
        return found

    def numbers_of(self, words: str) -> set[int]:
        return {number for number, command in self.processes().items() if words in command}

    def stop(self) -> int:
        """Stop it as a person would, kill what is left, return its exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
        finally:
            for number in self.processes():
                os.kill(number, signal.SIGKILL)


def wait_for(condition: Callable[[], object], *, seconds: float) -> bool:
    """Look again and again until the condition holds; say whether it came to hold in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return bool(condition())
