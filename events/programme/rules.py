"""Who may. Small facts about a person and a thing; whether something is possible right now is the verb's to say."""

from datetime import datetime
from typing import Any

from events.rules import may_run_events

from .enums import MaterialAccess
from .models import Material
from .queries import attended


def may_write_programmes(user: Any) -> bool:
    """Write and publish programmes, and see speakers with their addresses: those who run events."""
    return may_run_events(user)


def is_open(material: Material, *, at: datetime) -> bool:
    """Looked at by the staff, and its moment has come; the occurrence must be loaded."""
    return material.shown_since is not None and at >= (material.open_from or material.occurrence.ends_at)


def may_fetch(user: Any, material: Material, *, at: datetime, has_place: bool = False) -> bool:
    """`has_place`: a link of one's own place has said so. The staff fetches everything, open or not."""
    if may_write_programmes(user):
        return True
    if not is_open(material, at=at):
        return False
    return material.access == MaterialAccess.EVERYBODY or has_place or attended(user, material.occurrence)
