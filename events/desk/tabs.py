"""The desk's own pages about an occurrence, as the row above them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..models import Occurrence
from .panels import Tab, register_tab

# Name of the address, words, order.
OWN = (
    ("occurrence", _("Overview"), 0),
    ("people", _("People"), 10),
    ("programme", _("Programme"), 20),
    ("letters", _("Letters"), 30),
    ("log", _("Log"), 90),
)


def register() -> None:
    """Called once, when the app is ready."""
    for name, words, order in OWN:
        register_tab(Tab(name, words, _address(name), order))


def _address(name: str) -> Callable[[HttpRequest, Occurrence], str | None]:
    def url(request: HttpRequest, occurrence: Occurrence) -> Any:
        return reverse(f"events_admin:{name}", args=[occurrence.pk])

    return url
