"""The one log of what was changed by whom: Wagtail's own, so that pages and records share a history."""

from datetime import datetime
from typing import Any

from django.db import models
from wagtail.log_actions import log
from wagtail.models import Page

from .people.models import User


def record(instance: models.Model, *, action: str, by: User | None, at: datetime, **data: Any) -> None:
    """Leave a line in the log. `data` holds ids and states, never names; `by` None is the system itself."""
    log(instance=instance, action=action, user=by, timestamp=at, data=data, title=_title(instance))


def _title(instance: models.Model) -> str:
    """Pages are named as they are; records by kind and number, so that nobody's name stays behind in the log."""
    if isinstance(instance, Page):
        return str(instance)
    return f"{instance._meta.verbose_name} {instance.pk}"
