"""Squashed migrations make what those they stand for make (docs/decisions/2026-11-28-squashed-migrations.md)."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from tests.database import empty_database, migrate, url_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="reads PostgreSQL's catalogue"),
]

OURS = ("cms.", "learning.", "events.", "mentoring.", "preparedness.")

Empty = Callable[[str], AbstractContextManager[None]]
Key = tuple[str, str]


class WithoutSquashed(MigrationLoader):
    """Knows what had landed when they were squashed: none of them, and none written since that stands on one."""

    def load_disk(self) -> None:
        super().load_disk()
        since = standing_on_squashed(self.disk_migrations)
        self.disk_migrations = {key: one for key, one in self.disk_migrations.items() if key not in since}


def standing_on_squashed(migrations: dict[Key, Migration]) -> set[Key]:
    """Squashed ones, and whatever needs one of those, or needs what needs one."""
    found = {key for key, one in migrations.items() if is_squashed(one)}
    while more := {key for key, one in migrations.items() if found & set(one.dependencies)} - found:
        found |= more
    return found


def is_squashed(migration: Migration) -> bool:
    return bool(migration.replaces) and type(migration).__module__.startswith(OURS)


@pytest.fixture(scope="module")
def empty(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Empty:
    @contextmanager
    def empty(name: str) -> Iterator[None]:
        usual = connection.settings_dict["NAME"]
        with empty_database(name) as made, django_db_blocker.unblock():
            connection.close()
            connection.settings_dict["NAME"] = made
            try:
                yield
            finally:
                connection.close()
                connection.settings_dict["NAME"] = usual

    return empty


def prepare() -> None:
    """As a new or an older site does it, in a process of its own."""
    migrate(url_of(connection.settings_dict["NAME"]))


def test_both_paths_make_the_same_and_the_old_one_has_only_later_ones_left_to_do(empty: Empty) -> None:
    with empty("squashed"):
        prepare()
        applied = set(MigrationLoader(connection).applied_migrations)
        on_disk = MigrationLoader(connection).disk_migrations
        squashed = {key for key, one in on_disk.items() if is_squashed(one)}
        since = standing_on_squashed(on_disk) - squashed
        new, rows = schema(), rows_by_table()
    with empty("landed"):
        executor = MigrationExecutor(connection)
        executor.loader = WithoutSquashed(connection)
        with translation.override(None):  # as the command does: some rows have names
            executor.migrate(executor.loader.graph.leaf_nodes())
        alone = set(WithoutSquashed(connection).applied_migrations)
        executor = MigrationExecutor(connection)

        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        assert {(one.app_label, one.name) for one, _backwards in plan} == since

        prepare()
        old, old_rows = schema(), rows_by_table()
        marked = set(MigrationLoader(connection).applied_migrations)

    assert squashed
    assert squashed <= applied
    assert not squashed & alone
    assert marked == applied
    assert new == old
    assert rows == old_rows


def test_squashed_migrations_go_back_and_forth(empty: Empty) -> None:
    with empty("backwards"):
        call_command("migrate", verbosity=0)
        whole = schema()

        for label in ("learning", "mail", "privacy", "imports"):
            call_command("migrate", label, "zero", verbosity=0)
        without = schema()
        call_command("migrate", verbosity=0)

        assert not [row for row in without if row[1].startswith(("learning_", "mail_", "privacy_", "imports_"))]
        assert schema() == whole


# --- What is in a database ------------------------------------------------------------------------

COLUMNS = """
    SELECT 'column', table_name, column_name, data_type, character_maximum_length::text, is_nullable, column_default,
           is_identity, row_number() OVER (PARTITION BY table_name ORDER BY ordinal_position)::text
    FROM information_schema.columns WHERE table_schema = 'public'
"""
CONSTRAINTS = """
    SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
"""
INDEXES = "SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"


def schema() -> list[tuple[str, ...]]:
    """Every column in its place, every constraint and every index, in the database's own words."""
    with connection.cursor() as cursor:
        found: list[tuple[str, ...]] = []
        for query in (COLUMNS, CONSTRAINTS, INDEXES):
            cursor.execute(query)
            found += cursor.fetchall()
    return sorted(found, key=repr)


PERMISSIONS = """
    SELECT app_label, model, codename, name FROM auth_permission
    JOIN django_content_type ON content_type_id = django_content_type.id ORDER BY 1, 2, 3
"""
TYPES = "SELECT app_label, model FROM django_content_type ORDER BY 1, 2"


def rows_by_table() -> dict[str, object]:
    """How many rows each table begins with; content types and permissions by name, for their numbers may differ."""
    with connection.cursor() as cursor:
        found: dict[str, object] = {}
        for table in sorted(set(connection.introspection.table_names(cursor)) - {"django_migrations"}):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()
        for name, query in {"permissions": PERMISSIONS, "types": TYPES}.items():
            cursor.execute(query)
            found[name] = cursor.fetchall()
    return found
