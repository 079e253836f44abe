"""Courses that tests make again and again are made by the verbs twice; afterwards their rows are put back as they were.

Publishing a course of two lessons is forty statements through Wagtail; putting its rows back is a dozen. What is put
back is what was written, row by row, and only where nothing stands in its way: no page, course or term was made before.
"""

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import connection, transaction
from wagtail.models import Site

# Nothing of these may differ from how the rows were found when the course was made.
MUST_BE_AS_THEN = ("wagtailcore_page", "wagtailcore_site", "wagtailcore_locale", "cms_catalogueterm", "learning_course")


@dataclass
class Remembered:
    pk: int
    before: dict
    added: dict
    changed: dict


_seen: Counter[str] = Counter()
_kept: dict[str, Remembered] = {}


def remembered(make, **what):
    """The primary key of what `make` makes; `what` says all that it depends on."""
    key = _name_of(what)
    if key is None:
        return make()
    kept = _kept.get(key)
    if kept and kept.before == {table: _rows(table) for table in MUST_BE_AS_THEN}:
        return _put_back(kept)
    _seen[key] += 1
    if kept or _seen[key] != 2:
        return make()
    return _made_and_kept(key, make)


def _name_of(what):
    """None for what cannot be named: it holds objects of this very test."""
    try:
        return json.dumps(what, sort_keys=True)
    except TypeError:
        return None


def _made_and_kept(key, make):
    before = {table: _rows(table) for table in _keys()}
    pk = make()
    added, changed = {}, {}
    for table, earlier in before.items():
        now = _rows(table)
        added[table] = [row for key_of_row, row in now.items() if key_of_row not in earlier]
        changed[table] = [row for key_of_row, row in now.items() if earlier.get(key_of_row, row) != row]
    then = {table: before[table] for table in MUST_BE_AS_THEN}
    _kept[key] = Remembered(pk, then, _filled(added), _filled(changed))
    return pk


def _filled(tables):
    return {table: rows for table, rows in tables.items() if rows}


def _put_back(kept):
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in kept.changed.items():
            for row in rows:
                pairs = ", ".join(f'"{name}" = %s' for name in row)
                name = _keys()[table]
                cursor.execute(f'UPDATE "{table}" SET {pairs} WHERE "{name}" = %s', [*row.values(), row[name]])
        for table, rows in kept.added.items():
            names = ", ".join(f'"{name}"' for name in rows[0])
            signs = ", ".join(["(" + ", ".join(["%s"] * len(rows[0])) + ")"] * len(rows))
            values = [value for row in rows for value in row.values()]
            cursor.execute(f'INSERT INTO "{table}" ({names}) VALUES {signs}', values)
    Site.clear_site_root_paths_cache()
    return kept.pk


@cache
def _keys():
    """Every table with the column of its key."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model._meta.pk.column for model in models if model._meta.managed}


def _rows(table):
    """Every row of a table as a dictionary, by its key."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        names = [column.name if hasattr(column, "name") else column[0] for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {row[_keys()[table]]: row for row in found}
