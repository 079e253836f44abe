"""Make `.venv`, fill it with exactly the pinned packages, compile the message catalogues.

Started by make with whatever `python3` the machine has, so: standard library only, and syntax that an old
Python can read far enough to be told that it is too old. Does nothing when all is up to date.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

OLDEST = (3, 11)
CANDIDATES = ("python3.13", "python3.12", "python3.11", "python3.14", "python3", "python")
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "samvirke-packages"
REQUIREMENTS = ROOT / "requirements"
# uv must use the Python it stands in: a download would be slow, unasked for, and fail on closed machines.
UV_ENVIRONMENT = {"UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1"}


def main(arguments: "list[str]") -> None:
    wanted = arguments[0] if arguments else "base"
    if sys.version_info < OLDEST:
        start_again_with_newer_python(arguments)
    os.chdir(str(ROOT))
    if wanted == "lock":
        make_environment()
        lock_packages()
        return
    if not is_current(wanted):
        started = time.monotonic()
        say("Python packages …")
        make_environment()
        wanted = larger_of(wanted)
        install_packages(wanted)
        STAMP.write_text(stamp_for(wanted))
        say("Python packages: {:.1f} s\n".format(time.monotonic() - started), again=True)
    compile_messages()


def say(text: str, again: bool = False) -> None:
    """Write a progress line; `again` writes over the last one where a person is looking."""
    if sys.stdout.isatty():
        sys.stdout.write(("\r" if again else "") + text)
    else:
        sys.stdout.write(text if again else "")
    sys.stdout.flush()


def give_up(sentence: str) -> NoReturn:
    sys.stderr.write(("\n" if sys.stdout.isatty() else "") + sentence + "\n")
    sys.exit(1)


def start_again_with_newer_python(arguments: "list[str]") -> None:
    for name in CANDIDATES:
        path = shutil.which(name)
        if path and version_of(path) >= OLDEST:
            os.execv(path, [path, str(Path(__file__).resolve()), *arguments])
    give_up(
        "Samvirke needs Python 3.11 or newer, and this is {}.{}: install one and run make again "
        "(or name it: make PYTHON=/path/to/python3).".format(*sys.version_info[:2])
    )


def version_of(python: str) -> "tuple[int, ...]":
    """Ask a Python for its version; one that does not start counts as version 0."""
    command = [python, "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        answer = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    except (OSError, subprocess.CalledProcessError):
        return (0,)
    return tuple(int(number) for number in answer.stdout.split())


# --- Is there anything to do? -----------------------------------------------------------------


def stamp_for(kind: str) -> str:
    """Name the kind and a hash of what it was made from."""
    content = b"".join((REQUIREMENTS / name).read_bytes() for name in (kind + ".txt", "uv.txt"))
    return kind + " " + hashlib.sha256(content).hexdigest()


def installed_kind() -> str:
    return STAMP.read_text().split()[0] if STAMP.exists() else ""


def larger_of(kind: str) -> str:
    """Developers' packages hold the others, so `make demo` after `make test` removes nothing."""
    return "dev" if "dev" in (kind, installed_kind()) else "base"


def is_current(kind: str) -> bool:
    if not STAMP.exists() or STAMP.read_text() != stamp_for(larger_of(kind)):
        return False
    return version_of(str(PYTHON)) >= OLDEST


# --- The environment --------------------------------------------------------------------------


def make_environment() -> None:
    """Make `.venv` unless a working one is there (a copied or outdated one is made anew)."""
    if version_of(str(PYTHON)) >= OLDEST and (VENV / "bin" / "pip").exists():
        return
    result = run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if result.returncode:
        shutil.rmtree(str(VENV), ignore_errors=True)
        give_up(
            "Python cannot make a virtual environment here: install its venv package (on Debian and Ubuntu: "
            "apt-get install python3-venv) and run make again.\n" + result.stdout
        )


def install_packages(kind: str) -> None:
    """Install the pinned packages and nothing else, each checked against its hash."""
    pinned = str(REQUIREMENTS / (kind + ".txt"))
    if install_uv():
        command = ["uv", "pip", "sync", "--quiet", "--require-hashes", "--compile-bytecode", pinned]
        result = run([str(PYTHON), "-m", *command])
        if not result.returncode:
            return
    # uv does not read pip's configuration, so a machine with its own package index may need pip itself.
    result = run([str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", pinned])
    if result.returncode:
        give_up("The Python packages could not be installed; this is what pip said:\n" + result.stdout)


def install_uv() -> bool:
    command = ["pip", "install", "--quiet", "--require-hashes", "--requirement", str(REQUIREMENTS / "uv.txt")]
    return run([str(PYTHON), "-m", *command]).returncode == 0


def lock_packages() -> None:
    """Write requirements/*.txt anew from pyproject.toml (and uv's own from uv.in)."""
    if not install_uv():
        give_up("uv could not be installed.")
    compiler = [str(PYTHON), "-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
    compiler += ["--no-emit-index-url", "--no-header", "--python-version", "3.11"]
    for arguments in (
        ["pyproject.toml", "--output-file", "requirements/base.txt"],
        ["pyproject.toml", "--group", "dev", "--output-file", "requirements/dev.txt"],
        ["requirements/uv.in", "--output-file", "requirements/uv.txt"],
    ):
        result = run(compiler + arguments)
        if result.returncode:
            give_up("The packages could not be locked:\n" + result.stdout)


def run(command: "list[str]") -> "subprocess.CompletedProcess[str]":
    environment = dict(os.environ, **UV_ENVIRONMENT)
    return subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True
    )


# --- Message catalogues -----------------------------------------------------------------------


def compile_messages() -> None:
    """Compile locale/*/LC_MESSAGES/*.po where the catalogue is newer than its compiled file."""
    stale = [str(path) for path in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")) if is_stale(path)]
    if not stale:
        return
    script = (
        "import sys\n"
        "from babel.messages.pofile import read_po\n"
        "from babel.messages.mofile import write_mo\n"
        "for name in sys.argv[1:]:\n"
        "    catalogue = read_po(open(name, 'rb'))\n"
        "    write_mo(open(name[:-2] + 'mo', 'wb'), catalogue)\n"
    )
    result = run([str(PYTHON), "-c", script, *stale])
    if result.returncode:
        give_up("The message catalogues could not be compiled:\n" + result.stdout)


def is_stale(catalogue: Path) -> bool:
    compiled = catalogue.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime


if __name__ == "__main__":
    main(sys.argv[1:])
