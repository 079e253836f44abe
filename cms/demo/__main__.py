"""`python -m cms.demo`: fill the demo academy and serve it. Light on purpose: Django lives in the children only."""

import argparse
import fcntl
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .fingerprint import ROOT
from .lifeline import FLAG, die_with
from .ports import objection_to
from .steps import StepFailed, prepare
from .supervisor import Child, Supervisor
from .welcome import welcome

# Addresses of real installations; the demo keeps to its own files, whatever this shell is set up for.
NOT_FOR_THE_DEMO = ("DATABASE_URL", "BROKER_URL", "REDIS_URL")
FIRST_PAGE_SECONDS = 60.0


def main() -> None:
    os.chdir(ROOT)
    # Until the supervisor listens itself: leave through the `finally` blocks, which stop the running steps.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    options = read_options()
    if options.with_parent:
        die_with(os.getppid())
    if objection := objection_to(options.port, options.host):
        sys.exit(objection)
    var = Path(os.environ.get("SAMVIRKE_VAR") or ROOT / "var").resolve()
    environment = environment_for(var, f"http://{options.host}:{options.port}")
    with only_one(var):
        try:
            prepare(var, environment=environment)
        except StepFailed as failure:
            sys.exit(str(failure))
        except KeyboardInterrupt:
            sys.exit(128 + signal.SIGINT)
        serve(var, options.host, options.port, environment)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py demo", description="Fill the demo academy and serve it.")
    parser.add_argument("--port", default="8000")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--with-parent", action="store_true", help="Stop when the starting process (make) is gone.")
    return parser.parse_args()


def environment_for(var: Path, base_url: str) -> dict[str, str]:
    """Give the children the demo's settings and nothing that leads out of its folder."""
    unwanted = {*NOT_FOR_THE_DEMO, *(f"{name}_FILE" for name in NOT_FOR_THE_DEMO)}
    return {
        **{name: value for name, value in os.environ.items() if name not in unwanted},
        "DJANGO_SETTINGS_MODULE": "cms.settings.demo",
        "PYTHONUNBUFFERED": "1",
        # A heap for every thread would keep some 15 MiB more in each web process, and twice that in the worker.
        "MALLOC_ARENA_MAX": "1",
        "SAMVIRKE_BASE_URL": os.environ.get("SAMVIRKE_BASE_URL", base_url),
        "SAMVIRKE_VAR": str(var),
        FLAG: "1",
    }


@contextmanager
def only_one(var: Path) -> Iterator[None]:
    """Refuse to run twice over the same files: two beats and two web servers would only get in each other's way."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit(f"The demo is already running over {var}; stop it first, or choose another folder: SAMVIRKE_VAR=…")
        yield


def serve(var: Path, host: str, port: str, environment: dict[str, str]) -> None:
    """Serve until told to stop; say where, once the first page has answered."""
    web, *background = programs(var, host, port)
    supervisor = Supervisor([web, *background], environment=environment, say=say)
    supervisor.listen_to_signals()
    try:
        supervisor.start(web)
        wait_for_first_page(supervisor, f"http://{host}:{port}/")
        # Started after the page answers: four programs starting at once would make it wait twice as long.
        for child in background:
            supervisor.start(child)
        say(welcome(f"http://{host}:{port}/"))
        supervisor.watch()
    finally:
        supervisor.stop()
        say("Stopped.")


def wait_for_first_page(supervisor: Supervisor, address: str) -> None:
    started = time.monotonic()
    deadline = started + FIRST_PAGE_SECONDS
    supervisor.watch(until=lambda: answers(address) or time.monotonic() > deadline)
    if supervisor.stopping:
        sys.exit()
    if not answers(address):
        sys.exit(f"The first page did not answer within {FIRST_PAGE_SECONDS:.0f} s; see {supervisor.children[0].log}")
    say(f"First page: {time.monotonic() - started:.1f} s")


def programs(var: Path, host: str, port: str) -> list[Child]:
    """Web, worker and beat. Beat stands apart: embedded in a worker it would outlive it and tick twice."""
    celery = [sys.executable, "-m", "celery", "--quiet", "--app"]
    web = [sys.executable, "-m", "cms.serving", "--interface", "wsgi", "--host", host, "--port", port, "--no-ws"]
    # One thread a process: pages are Python work, threads would only fight for the interpreter. Backpressure counts
    # open connections, idle ones too, so it must be many (below the usual limit of 1024 open files), soon closed.
    web += ["--workers", "2", "--blocking-threads", "1", "--backpressure", "800"]
    web += ["--http1-header-read-timeout", "10000", "--respawn-failed-workers"]
    web += ["--workers-kill-timeout", "5", "cms.wsgi:application"]
    worker = [*celery, "cms.celery", "worker", "--pool", "threads", "--concurrency", "4", "--loglevel", "INFO"]
    worker += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    commands = {"web": web, "worker": worker, "beat": [*celery, "cms.beat", "beat", "--loglevel", "INFO"]}
    return [Child(name, command, var / "log" / f"{name}.log") for name, command in commands.items()]


def answers(address: str) -> bool:
    """Say whether the address leads to a page."""
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
