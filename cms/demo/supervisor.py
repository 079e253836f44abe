"""One parent for web, worker and beat: restarts what dies, stops what runs, leaves nothing behind.

Three lines of defence. A stop (Ctrl-C, SIGTERM, a closed terminal) is passed on and waited for, then what still runs
is killed with its whole process group. A parent that is SIGKILLed takes its children along, because each of them
asked the kernel for that (lifeline.py); the web server's own workers asked the same of the web server.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from .lifeline import die_with

POLL_SECONDS = 0.25
STOP_SECONDS = 10.0
LONGEST_WAIT = 30.0
# A child that ran this long was well: its next death is a first one again.
WELL_AFTER = 60.0
KEEP_LOG_BYTES = 5_000_000

Say = Callable[[str], None]


@dataclass
class Child:
    """One of the programs, its log file, and how it has fared."""

    name: str
    command: Sequence[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    deaths: int = 0
    start_again_at: float = 0.0

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def wait_before_restart(self) -> float:
        """Half a second after the first death, doubled each time."""
        return min(LONGEST_WAIT, 0.5 * 2 ** (self.deaths - 1))


def start_process(command: Sequence[str], *, log: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own (Ctrl-C reaches only us), tied to this process, writing to its log."""
    parent = os.getpid()
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environment),
            start_new_session=True,
            # Unsafe only where threads run: this process has none.
            preexec_fn=lambda: die_with(parent),  # noqa: PLW1509
        )


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of a program: itself and whatever it started."""
    # Nothing may be left; macOS then says "not permitted" of a group that holds only the dead.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class Supervisor:
    def __init__(self, children: Sequence[Child], *, environment: Mapping[str, str], say: Say) -> None:
        self.children = list(children)
        self.environment = environment
        self.say = say
        self.stopping = False

    def listen_to_signals(self) -> None:
        """Stop on SIGTERM, Ctrl-C and a closed terminal; under nohup the last one stays ignored."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self._on_signal)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if self.stopping:  # asked twice: no more patience
            self._kill_all()
        self.stopping = True

    def start(self, child: Child) -> None:
        _shorten(child.log)
        child.process = start_process(child.command, log=child.log, environment=self.environment)
        child.started_at = time.monotonic()
        child.start_again_at = 0.0

    def watch(self, until: Callable[[], bool] = lambda: False) -> None:
        """Look after the children until told to stop, or until the condition holds."""
        while not self.stopping and not until():
            for child in self.children:
                self._look_after(child)
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """Ask everybody to finish, wait a little, then kill what still runs."""
        self.stopping = True
        for child in self.children:
            if child.process and child.is_running:
                child.process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        while time.monotonic() < deadline and any(child.is_running for child in self.children):
            time.sleep(POLL_SECONDS / 5)
        self._kill_all()

    def _kill_all(self) -> None:
        for child in self.children:
            if child.process:
                kill_group(child.process)

    def _look_after(self, child: Child) -> None:
        """Notice a death, then start the child again once its wait is over."""
        now = time.monotonic()
        if child.start_again_at:
            if now >= child.start_again_at:
                self.start(child)
        elif child.process and not child.is_running:
            kill_group(child.process)
            child.deaths = 1 if now - child.started_at > WELL_AFTER else child.deaths + 1
            wait = child.wait_before_restart()
            child.start_again_at = now + wait
            self.say(
                f"{child.name} stopped ({_ending_of(child.process)}); started again in {wait:g} s, see {child.log}"
            )


def _ending_of(process: subprocess.Popen[bytes]) -> str:
    code = process.returncode
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _shorten(log: Path) -> None:
    """Begin a new log when the old one has grown large; the old one is kept once."""
    if log.exists() and log.stat().st_size > KEEP_LOG_BYTES:
        log.replace(log.with_suffix(".old.log"))
