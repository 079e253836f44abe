"""The test database itself: what migrations put there is there, also after a test with real transactions."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from wagtail.models import Locale, Page, Site

from .database import ROOT


@pytest.mark.django_db
def test_root_page_site_and_language_come_from_migrations() -> None:
    assert Page.objects.filter(depth=1).count() == 1
    assert Site.objects.count() == 1
    assert Locale.objects.count() >= 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_rows_of_migrations_survive_real_transactions(time: str) -> None:
    assert Page.objects.filter(depth=1).count() == 1
    assert Site.objects.exists()
    Page.objects.all().delete()


@pytest.mark.django_db
def test_database_pins_how_transactions_see_each_other() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW transaction_isolation")
            assert cursor.fetchone() == ("read committed",)
        else:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_every_real_transaction_begins_as_the_migrations_left_it(time: str) -> None:
    assert Group.objects.filter(name="left behind").count() == 0
    assert Permission.objects.count() > 300
    Group.objects.create(name="left behind")
    Permission.objects.all().delete()


@pytest.mark.slow
def test_quick_way_to_an_empty_database_makes_what_django_makes(tmp_path) -> None:
    made = {}
    for command in ("prepare_database", "migrate"):
        file = tmp_path / f"{command}.sqlite3"
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings.demo",
            "DATABASE_URL": f"sqlite:///{file}",
        }
        subprocess.run([sys.executable, "manage.py", command, "-v0"], cwd=ROOT, env=environment, check=True)
        with closing(sqlite3.connect(file)) as database:
            made[command] = set(database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))

    assert len(made["migrate"]) > 500
    assert made["prepare_database"] == made["migrate"]
