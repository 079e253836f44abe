"""Giving a test database back its starting rows, in milliseconds.

Django empties every table with TRUNCATE and writes the rows of the migrations back one by one. That is a second or more
for each test with real transactions, and many times that on a slow disk. PostgreSQL can keep copies of what the
migrations wrote and delete only where there is something to delete.
"""

from typing import Any

from django.db import connection

KEEP = """
CREATE SCHEMA starting_rows;

DO $$
DECLARE name text; filled boolean;
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', name) INTO filled;
        IF filled THEN
            EXECUTE format('CREATE TABLE starting_rows.%I AS TABLE public.%I', name, name);
        END IF;
    END LOOP;
END $$;

CREATE FUNCTION starting_rows.restore() RETURNS void LANGUAGE plpgsql AS $$
DECLARE name text; filled boolean; columns text;
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', name) INTO filled;
        IF filled THEN
            EXECUTE format('DELETE FROM public.%I', name);
        END IF;
    END LOOP;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'starting_rows' LOOP
        SELECT string_agg(quote_ident(column_name), ', ') INTO columns FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = name AND is_generated = 'NEVER';
        EXECUTE format('INSERT INTO public.%I (%s) SELECT %s FROM starting_rows.%I', name, columns, columns, name);
    END LOOP;
END $$
"""
# Rows come and go in any order: no foreign key is looked at meanwhile. Only a superuser may say so.
RESTORE = ["SET LOCAL session_replication_role = replica", "SELECT starting_rows.restore()"]


def keep_starting_rows() -> None:
    """Let tests with real transactions begin with what the migrations wrote.

    Where the database cannot do it quickly, Django does it in its own way.
    """
    if connection.vendor == "postgresql" and _may_look_away_from_foreign_keys():
        with connection.cursor() as cursor:
            cursor.execute(KEEP)
        connection.ops.sql_flush = lambda *args, **options: RESTORE  # type: ignore[method-assign]
        connection.creation.deserialize_db_from_string = lambda data: None  # type: ignore[method-assign]
        kept: Any = "see the schema starting_rows"
    else:
        kept = connection.creation.serialize_db_to_string()
    connection._test_serialized_contents = kept  # type: ignore[attr-defined]


def _may_look_away_from_foreign_keys() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])
