"""Which columns of the database name people, found by looking at every model there is."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db import models

from cms.people.models import User

from .answers import all_answers, columns_that_name_nobody

NAMING = re.compile(r"(^|_)(name|email|mail|address|phone|ip|user_agent|username|author|holder|contact|signature)($|_)")


def unanswered_columns() -> list[str]:
    """Columns with a person in them that no app answers for, as `app.model.column`."""
    answered: dict[str, set[str]] = {}
    for answer in all_answers():
        answered.setdefault(answer.label, set()).update(answer.answers_for)
    nobody = columns_that_name_nobody()
    return sorted(
        f"{label}.{column}"
        for label, column in personal_columns()
        if column not in answered.get(label, ()) and f"{label}.{column}" not in nobody
    )


def personal_columns() -> Iterator[tuple[str, str]]:
    """Columns that point at a person, hold an address or a name, or make the row a part of somebody's row."""
    owned = {answer.model for answer in all_answers() if answer.theirs} - {User}
    for model in apps.get_models(include_auto_created=True):
        for field in (*model._meta.local_fields, *_many_to_people(model)):
            if names_people(field) or _is_part_of(field, owned):
                yield model._meta.label_lower, field.name


def _many_to_people(model: type[models.Model]) -> list[models.ManyToManyField]:
    return [field for field in model._meta.local_many_to_many if field.related_model is User]


def names_people(field: models.Field) -> bool:
    if field.related_model is User:
        return True
    if isinstance(field, models.EmailField | models.GenericIPAddressField):
        return True
    return isinstance(field, models.CharField | models.TextField) and bool(NAMING.search(field.name))


def _is_part_of(field: models.Field, owned: set[type[models.Model]]) -> bool:
    """A row that goes when another goes is part of it; a page's own table is part of the page, not of a person."""
    remote = field.remote_field
    if remote is None or getattr(remote, "parent_link", False) or field.related_model not in owned:
        return False
    return getattr(remote, "on_delete", None) is models.CASCADE
