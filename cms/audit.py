"""The one log of what was changed by whom: Wagtail's own, so that pages and records share a history."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.log_actions import log, registry
from wagtail.models import ModelLogEntry, Page

from .people.models import User

# A number, a state, a moment, a dotted name: one word, without the signs that names and addresses are written with.
WORD = re.compile(r"[\w.:+/-]*")


def record(instance: models.Model, *, action: str, by: User | None, at: datetime, **data: Any) -> None:
    """Leave a line in the log; `by` None is the system itself.

    `data` holds ids and states, never names: the log outlives those it tells of. Raises ValueError for anything that
    reads like a sentence, a name or an address.
    """
    if isinstance(instance, Page):
        _refuse_words(data)
        log(instance=instance, action=action, user=by, timestamp=at, data=data, title=str(instance))
    else:
        _record_of(instance, action=action, by=by, at=at, data=data)


def record_many(
    lines: Iterable[tuple[models.Model, dict[str, Any]]], *, action: str, by: User | None, at: datetime
) -> None:
    """Leave a line for each record, all in one statement; for records only, never pages."""
    written = [_line(instance, action=action, by=by, at=at, data=data) for instance, data in lines]
    ModelLogEntry.objects.bulk_create(written, batch_size=500)


def _record_of(instance: models.Model, *, action: str, by: User | None, at: datetime, data: dict[str, Any]) -> None:
    ModelLogEntry.objects.bulk_create([_line(instance, action=action, by=by, at=at, data=data)])


def _line(instance: models.Model, *, action: str, by: User | None, at: datetime, data: dict[str, Any]) -> ModelLogEntry:
    """The line Wagtail would write, without its two queries for whether person and kind exist.

    Records are named by kind and number, so that nobody's name stays behind in the log.
    """
    assert registry.action_exists(action), action
    _refuse_words(data)
    return ModelLogEntry(
        content_type=ContentType.objects.get_for_model(instance, for_concrete_model=False),
        object_id=str(instance.pk),
        label=f"{instance._meta.verbose_name} {instance.pk}",
        action=action,
        timestamp=at,
        data=data,
        user=by,
    )


def _refuse_words(value: Any) -> None:
    if isinstance(value, list | tuple | set):
        for one in value:
            _refuse_words(one)
    elif isinstance(value, dict):
        _refuse_words([*value, *value.values()])
    elif isinstance(value, str) and not WORD.fullmatch(value):
        raise ValueError("The log holds ids and states, never names or texts")
