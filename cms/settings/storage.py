"""Where things are kept: files, the database, caches."""

from typing import Any

from .environment import VAR_DIR, env

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # What only some may fetch (certificates, later submissions): never under MEDIA_URL.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "private", "base_url": None},
    },
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# For stack.md §7: immediate transactions, write-ahead log (switched on once by `prepare_database`).
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=2000;"
    ),
}


def database_from(url: str) -> dict:
    """Read a database address; PostgreSQL keeps its connection and pins READ COMMITTED."""
    if url.startswith("sqlite:"):
        name = url.removeprefix("sqlite:///")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "OPTIONS": SQLITE_OPTIONS,
            "CONN_MAX_AGE": None,
        }
    import dj_database_url
    from psycopg import IsolationLevel

    database: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=None, conn_health_checks=True)}
    # Our locks count rows again after waiting; under REPEATABLE READ they would count what stood there before.
    database.setdefault("OPTIONS", {})["isolation_level"] = IsolationLevel.READ_COMMITTED
    return database


DATABASES = {"default": database_from(env.str("DATABASE_URL", f"sqlite:///{VAR_DIR / 'samvirke.sqlite3'}"))}


def file_cache(name: str) -> dict[str, Any]:
    """A cache that all processes of one machine share: what an editor changes shows everywhere at once."""
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    return {"BACKEND": backend, "LOCATION": VAR_DIR / "cache" / name, "OPTIONS": {"MAX_ENTRIES": 5000}}


# "heartbeat" apart: it says when the last tick was, and is never culled.
CACHES: dict[str, dict[str, Any]] = {name: file_cache(name) for name in ("default", "renditions", "heartbeat")}
