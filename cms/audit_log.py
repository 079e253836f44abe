"""Reading the log: lines about pages and about records in one list, newest first.

The log holds numbers; names are looked up while it is read, so that whoever was erased is nameless in old lines too.
Nothing here writes.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry, PageLogEntry

from .audit_words import data_in_words
from .people.models import Organisation, User

# A word that fits more people than this does not narrow the log.
MOST_PEOPLE = 500
FIELDS = ("id", "timestamp", "action", "kind_id", "thing", "label", "by", "data")


@dataclass(frozen=True)
class Wanted:
    """What is looked for in the log. Days are the centre's own, both included."""

    action: str = ""
    by: int | None = None
    # Numbers of people who did something or are what it was done to; none found is nothing found.
    people: frozenset[int] | None = None
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
    records = _about_people(ModelLogEntry.objects.annotate(thing=F("object_id")), wanted, of_person=True)
    records = _fitting(records, wanted)
    pages = _about_people(PageLogEntry.objects.annotate(thing=Cast("page_id", CharField())), wanted)
    pages = _fitting(pages, wanted)
    return records.union(pages, all=True).order_by("-timestamp", "-id")


def _about_people(entries: Any, wanted: Wanted, *, of_person: bool = False) -> Any:
    """Lines by these people, about their accounts, or with their number beside them (a role, say)."""
    if wanted.people is None:
        return entries
    numbers = sorted(wanted.people)
    condition = Q(user_id__in=numbers) | Q(data__user__in=numbers)
    if of_person:
        account = ContentType.objects.get_for_model(User)
        condition |= Q(content_type=account, object_id__in=[str(number) for number in numbers])
    return entries.filter(condition)


def people_called(text: str) -> frozenset[int]:
    """Numbers of the people a part of a name or an address fits; erased people have neither any more."""
    address = EmailAddress.objects.filter(email__icontains=text).values("user")
    found = User.objects.filter(Q(name__icontains=text) | Q(email__icontains=text) | Q(pk__in=address))
    return frozenset(found.order_by("pk").values_list("pk", flat=True)[:MOST_PEOPLE])


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
    """Lines with names and words. Three queries for any number of lines: kinds, people who are still there, and the
    organisations that stand beside them."""
    rows = [Line(*values) for values in found]
    kinds = ContentType.objects.in_bulk({row.kind_id for row in rows if row.kind_id})
    person_kind = ContentType.objects.get_for_model(User).pk
    people = {row.by for row in rows if row.by}
    people |= {int(row.thing) for row in rows if row.kind_id == person_kind and row.thing.isdigit()}
    people |= set(_numbers("user", rows))
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    places = Organisation.objects.filter(pk__in=_numbers("organisation", rows))
    known = {"user": names, "organisation": dict(places.values_list("pk", "name"))}
    return [
        {
            "line": row,
            "action": action_in_words(row.action),
            "kind": kind_in_words(kinds.get(row.kind_id or 0)),
            "who": names.get(row.by or 0, ""),
            "about": names.get(int(row.thing), "") if row.kind_id == person_kind and row.thing.isdigit() else "",
            "data": data_in_words(row.data, names=known),
        }
        for row in rows
    ]


def _numbers(key: str, rows: Iterable[Line]) -> list[int]:
    """Numbers that stand beside the lines under a key."""
    found = (row.data.get(key) for row in rows if isinstance(row.data, dict))
    return [one for one in found if isinstance(one, int)]


def action_in_words(action: str) -> str:
    registry.scan_for_actions()
    formatter = registry.formatters.get(action)
    return str(formatter.label) if formatter else action


def kind_in_words(kind: ContentType | None) -> str:
    model = kind.model_class() if kind else None
    return str(model._meta.verbose_name) if model else (kind.model if kind else "")


# --- For spreadsheets ------------------------------------------------------------------------------

# Words for people, and at the end action and data as they stand in the log, for programs.
HEADER = (
    _("When"),
    _("Action"),
    _("Kind"),
    _("Number of the thing"),
    _("What"),
    _("By person number"),
    _("More"),
    _("Action as code"),
    _("Data"),
)


def as_table(found: Any) -> Iterator[tuple[Any, ...]]:
    """Rows of an export, in the language of who asks; people stand by number, never by name.

    The rows are read after the view has answered, so the language is taken along.
    """
    return _rows(found, get_language() or settings.LANGUAGE_CODE)


def _rows(found: Any, language: str) -> Iterator[tuple[Any, ...]]:
    with override(language):
        kinds = {kind.pk: kind_in_words(kind) for kind in ContentType.objects.all()}
        actions = {key: str(label) for key, label in registry.get_choices()}
    for values in found.iterator(chunk_size=2000):
        row = Line(*values)
        with override(language):
            more = data_in_words(row.data)
        data = json.dumps(row.data, ensure_ascii=False, sort_keys=True) if row.data else ""
        at = timezone.localtime(row.timestamp).isoformat(sep=" ", timespec="seconds")
        action, kind = actions.get(row.action, row.action), kinds.get(row.kind_id or 0, "")
        yield (at, action, kind, row.thing, row.label, row.by, more, row.action, data)
