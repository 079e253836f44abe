"""What surveys of those who came are about: an occurrence, by its name for ever."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from events.models import Occurrence
from events.words import when_in_words
from learning.surveys.occasions import OccasionKind, register_occasion_kind

KIND = "occurrence"


def register() -> None:
    register_occasion_kind(OccasionKind(KIND, _("An event: asks those who came"), titles=titles))


def key_of(occurrence: Occurrence) -> str:
    return str(occurrence.uid)


def titles(keys: Collection[str] | None) -> dict[str, str]:
    """One query. The survey tool itself offers none to ask at: that is planned at the occurrence."""
    if keys is None:
        return {}
    rows = Occurrence.objects.filter(uid__in=[key for key in keys if _is_uid(key)]).select_related("series")
    return {key_of(one): f"{one.title}, {when_in_words(one)}" for one in rows}


def _is_uid(key: str) -> bool:
    try:
        UUID(key)
    except ValueError:
        return False
    return True
