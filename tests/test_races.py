"""How races are run: nobody waits longer than there is somebody to wait for."""

import time

import pytest
from django.db import transaction
from wagtail.models import Site

from . import races

pytestmark = pytest.mark.django_db(transaction=True)


def rename(name, *, locks):
    def run():
        with transaction.atomic():
            found = Site.objects.select_for_update() if locks else Site.objects
            return found.filter(pk=found.get().pk).update(site_name=name)

    return run


def seconds_of(monkeypatch, *, locks):
    races.needs_real_locks()
    monkeypatch.setitem(races.PATIENCE, "postgresql", 120)
    started = time.monotonic()
    ended = races.at_once(rename("One", locks=locks), rename("Two", locks=locks), meet_before="UPDATE")
    assert ended == [1, 1]
    return time.monotonic() - started


def test_nobody_waits_for_whom_a_lock_holds_up(monkeypatch):
    assert seconds_of(monkeypatch, locks=True) < 60


def test_all_meet_where_no_lock_holds_them_up(monkeypatch):
    assert seconds_of(monkeypatch, locks=False) < 60


def test_nobody_waits_for_who_is_done(monkeypatch):
    monkeypatch.setitem(races.PATIENCE, "postgresql", 120)
    races.needs_real_locks()
    started = time.monotonic()

    assert races.at_once(rename("One", locks=False), lambda: "done", meet_before="UPDATE") == [1, "done"]
    assert time.monotonic() - started < 60
