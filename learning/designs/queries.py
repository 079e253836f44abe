"""Reads used more than once."""

from datetime import datetime
from typing import Any

from django.db.models import Q, Subquery

from .models import DesignVersion


def design_at(*, basis_kind: str, moment: datetime) -> dict[str, Any]:
    """How a certificate of this kind, issued at this moment, looks: the same whenever it is asked. One query.

    Versions are only ever added, each with its moment, so nothing need be written down when a certificate is awarded.
    Empty where nobody had made a design by then.
    """
    then = DesignVersion.objects.filter(published_at__lte=moment).order_by("-published_at", "-pk").values("pk")
    either = Q(pk=Subquery(then.filter(used_for="")[:1])) | Q(pk=Subquery(then.filter(used_for=basis_kind)[:1]))
    newest: dict[str, dict[str, Any]] = dict(DesignVersion.objects.filter(either).values_list("used_for", "content"))
    return newest.get(basis_kind) or newest.get("") or {}
