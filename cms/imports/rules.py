"""Who may import, and who may see an import."""

from datetime import date
from typing import Any

from cms.people.rules import is_coordinator, may_look_after

from .models import Import


def may_import_everywhere(user: Any) -> bool:
    """People of any organisation, and organisations."""
    return is_coordinator(user)


def may_see_import(user: Any, record: Import, *, on: date) -> bool:
    """The centre sees all; those who look after an organisation see what was imported for it alone."""
    if record.organisation is None:
        return may_import_everywhere(user)
    return may_look_after(user, record.organisation, on=on)
