"""The nightly work on what has been kept long enough, in batches, safe to run twice."""

from datetime import datetime
from typing import Any

from django.db import transaction

from cms import audit, clock
from cms.people.models import User

from ..answers import Rows
from ..models import RetentionRun
from ..retention import Rule, all_rules

BATCH = 500


def apply_retention(*, by: User | None, at: datetime, dry_run: bool = False) -> RetentionRun:
    """Go through every rule and keep a report of how many rows each dealt with (or would have, in a dry run).

    Each batch is a transaction of its own: what is done stays done when the run is cut short.
    """
    run = RetentionRun.objects.create(started_at=at, dry_run=dry_run, by=by)
    for rule in all_rules():
        run.counts[rule.key] = _count(rule, at=at) if dry_run else _apply(rule, at=at)
    run.finished_at = clock.now()
    with transaction.atomic():
        run.save(update_fields=["counts", "finished_at"])
        audit.record(run, action="privacy.retain", by=by, at=at, rows=run.total, dry_run=dry_run)
    return run


def apply_one(key: str, *, at: datetime) -> int:
    """Follow a single rule now."""
    return _apply(next(rule for rule in all_rules() if rule.key == key), at=at)


def _count(rule: Rule, *, at: datetime) -> int:
    rows = rule.rows_due(at)
    return sum(len(ids) for ids in _batches(rule, rows, at=at)) if rule.may else rows.count()


def _apply(rule: Rule, *, at: datetime) -> int:
    changed = 0
    for ids in _batches(rule, rule.rows_due(at), at=at):
        with transaction.atomic():
            changed += rule.act(rule.model._default_manager.filter(pk__in=ids), at)
    return changed


def _batches(rule: Rule, rows: Rows, *, at: datetime) -> Any:
    """Keys of the rows to deal with, some hundred at a time, each row once."""
    rows, last = rows.order_by("pk"), None
    while batch := list((rows if last is None else rows.filter(pk__gt=last))[:BATCH]):
        last = batch[-1].pk
        ids = [row.pk for row in batch if rule.may is None or rule.may(row, at)]
        if ids:
            yield ids
