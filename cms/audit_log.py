"""Reading the log: lines about pages and about records in one list, newest first.

The log holds numbers; names are looked up while it is read, so that whoever was erased is nameless in old lines too.
Nothing here writes.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry, PageLogEntry

from .people.models import User

FIELDS = ("id", "timestamp", "action", "kind_id", "thing", "label", "by", "data")


@dataclass(frozen=True)
class Wanted:
    """What is looked for in the log. Days are the centre's own, both included."""

    action: str = ""
    by: int | None = None
    kind: ContentType | None = None
    thing: str = ""
    since: date | None = None
    until: date | None = None


class Line(NamedTuple):
    id: int
    timestamp: datetime
    action: str
    kind_id: int | None
    thing: str
    label: str
    by: int | None
    data: dict[str, Any]


def lines(wanted: Wanted) -> "QuerySet[Any, Any]":
    """The lines that fit, as tuples in the order of `Line`. One query, pages and records together."""
    records = _fitting(ModelLogEntry.objects.annotate(thing=F("object_id")), wanted)
    pages = _fitting(PageLogEntry.objects.annotate(thing=Cast("page_id", CharField())), wanted)
    return records.union(pages, all=True).order_by("-timestamp", "-id")


def _fitting(entries: Any, wanted: Wanted) -> Any:
    limits = {
        "action": wanted.action,
        "user_id": wanted.by,
        "content_type": wanted.kind,
        "thing": wanted.thing,
        "timestamp__gte": wanted.since and _midnight(wanted.since),
        "timestamp__lt": wanted.until and _midnight(wanted.until + timedelta(days=1)),
    }
    asked = {name: value for name, value in limits.items() if value not in ("", None)}
    # No order inside: the whole is ordered.
    found = entries.filter(**asked).order_by()
    return found.annotate(kind_id=F("content_type_id"), by=F("user_id")).values_list(*FIELDS)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def kinds_in_log() -> "QuerySet[ContentType]":
    """The kinds of things that stand in the log."""
    used = (
        ModelLogEntry.objects.order_by()
        .values("content_type")
        .union(PageLogEntry.objects.order_by().values("content_type"))
    )
    return ContentType.objects.filter(pk__in=[row["content_type"] for row in used]).order_by("app_label", "model")


# --- For people ------------------------------------------------------------------------------------


def in_words(found: Iterable[Any]) -> list[dict[str, Any]]:
    """Lines with names and words. Two queries for any number of lines: kinds, and people who are still there."""
    rows = [Line(*values) for values in found]
    kinds = ContentType.objects.in_bulk({row.kind_id for row in rows if row.kind_id})
    person_kind = ContentType.objects.get_for_model(User).pk
    people = {row.by for row in rows if row.by}
    people |= {int(row.thing) for row in rows if row.kind_id == person_kind and row.thing.isdigit()}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    return [
        {
            "line": row,
            "action": action_in_words(row.action),
            "kind": kind_in_words(kinds.get(row.kind_id or 0)),
            "who": names.get(row.by or 0, ""),
            "about": names.get(int(row.thing), "") if row.kind_id == person_kind and row.thing.isdigit() else "",
            "data": ", ".join(f"{key}: {value}" for key, value in row.data.items()),
        }
        for row in rows
    ]


def action_in_words(action: str) -> str:
    registry.scan_for_actions()
    formatter = registry.formatters.get(action)
    return str(formatter.label) if formatter else action


def kind_in_words(kind: ContentType | None) -> str:
    model = kind.model_class() if kind else None
    return str(model._meta.verbose_name) if model else (kind.model if kind else "")


# --- For programs ----------------------------------------------------------------------------------

HEADER = ("at", "action", "kind", "id", "label", "by", "data")


def as_table(found: Any) -> Iterator[tuple[Any, ...]]:
    """Rows of an export: numbers and states as they stand in the log, no names of people."""
    kinds = {kind.pk: f"{kind.app_label}.{kind.model}" for kind in ContentType.objects.all()}
    for values in found.iterator(chunk_size=2000):
        row = Line(*values)
        data = json.dumps(row.data, ensure_ascii=False, sort_keys=True) if row.data else ""
        at = timezone.localtime(row.timestamp).isoformat(timespec="seconds")
        yield (at, row.action, kinds.get(row.kind_id or 0, ""), row.thing, row.label, row.by, data)
