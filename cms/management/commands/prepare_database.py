"""Make the database ready: write-ahead log on SQLite, then every migration, then the roles of the staff."""

import functools
import gc
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState
from django.utils import translation

from cms import clock
from cms.people.domain.roles import set_up_roles

# Packages of many small steps, each of which costs more the more models are there: they go before ours.
BEFORE_OURS = ("wagtailusers", "wagtailredirects", "socialaccount", "mfa", "taggit")


class Command(BaseCommand):
    help = "Switch SQLite to its write-ahead log, run the migrations, set up the staff's roles. Safe to run again."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        use_write_ahead_log()
        # Migrating builds and drops thousands of model classes that refer to each other; collecting
        # them meanwhile costs a seventh of the time, and the process ends right after.
        gc.disable()
        remember_swappable_names()
        if not connection.introspection.table_names():
            render_new_models_alone()
            migrate_before_ours()
        call_command("migrate", interactive=False, verbosity=options["verbosity"])
        set_up_roles(at=clock.now())


def migrate_before_ours() -> None:
    """Migrate those packages alone. Without what follows a migration (permissions): that is for all, at the end."""
    executor = MigrationExecutor(connection)
    with translation.override(None):  # as the command does: rows of migrations have English names
        executor.migrate([node for node in executor.loader.graph.leaf_nodes() if node[0] in BEFORE_OURS])


def render_new_models_alone() -> None:
    """Let a migration that makes a model build that model's class, and not all those it refers to once more.

    Django builds anew everything that hangs together, which with people at the centre is nearly everything, and half
    of the time goes there. The tables come out the same; where there is data to migrate, Django's own way is kept.
    """

    def add_model(self: ProjectState, model_state: ModelState) -> None:
        key = model_state.app_label, model_state.name_lower
        self.models[key] = model_state
        if vars(self).get("_relations") is not None:
            self.resolve_model_relations(key)
        if "apps" in vars(self):
            self.apps.render_multiple([model_state])
            self.apps.clear_cache()

    ProjectState.add_model = add_model  # type: ignore[method-assign]


def remember_swappable_names() -> None:
    """Let the registry remember which setting swaps a model. Django remembers it for all registries at once, and
    forgets it with every model that a migration makes; ours of installed models does not change meanwhile.
    """
    remembered = functools.cache(apps.get_swappable_settings_name)
    apps.get_swappable_settings_name = remembered  # type: ignore[method-assign]


def use_write_ahead_log() -> None:
    """Let readers read while one writes. The file remembers it, so it is switched on here and not on every start."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")
