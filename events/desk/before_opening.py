"""What visitors would miss when an occurrence is announced or opened: said on that page, and no hindrance."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..enums import Mode
from ..models import Occurrence
from ..pages import page_of


@dataclass(frozen=True)
class Missing:
    words: Any
    url: str
    way: Any


def missing_in(occurrence: Occurrence) -> list[Missing]:
    """Two queries."""
    found = []
    if occurrence.mode != Mode.ROOM and not getattr(occurrence, "join_link", None):
        url = reverse("events_admin:join_link", args=[occurrence.pk])
        found.append(Missing(_("There is no address of the online meeting yet."), url, _("Where it is held online")))
    page = page_of(occurrence)
    if page and _is_empty(page.specific):
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        found.append(Missing(_("Nothing is written on the page for visitors yet."), url, _("Write the page")))
    return found


def _is_empty(page: Any) -> bool:
    """As it would be published: what an editor wrote last."""
    last = page.get_latest_revision_as_object()
    return not last.lead and not last.body
