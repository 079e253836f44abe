"""Series: what happens again and again, or once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from cms import audit
from cms.people.models import User
from cms.places.models import County
from cms.texts import Texts

from ..models import Occurrence, Series
from .changing import after_commit


class TitleMissing(Exception):
    """It is called something, in one language at least."""


@dataclass(frozen=True, kw_only=True)
class About:
    """What a series says of itself."""

    titles: Texts
    county: County | None = None
    members_only: bool = False


@transaction.atomic
def create_series(*, kind: str, about: About, by: User | None, at: datetime) -> Series:
    """Raises TitleMissing."""
    series = Series(kind=kind, created_at=at)
    _say(series, about)
    series.save()
    audit.record(series, action="events.create_series", by=by, at=at, kind=kind)
    return series


@transaction.atomic
def change_series(*, series: Series, about: About, by: User | None, at: datetime) -> Series:
    """Say something else of a series. Where its title changes, so does that of every occurrence without one of its
    own: their sequences rise. Raises TitleMissing.
    """
    row = Series.objects.select_for_update().get(pk=series.pk)
    before = row.titles
    _say(row, about)
    row.save()
    audit.record(row, action="events.change_series", by=by, at=at)
    after_commit(_renamed(row, at=at) if row.titles != before else [], at=at)
    return row


def _say(series: Series, about: About) -> None:
    series.titles = {code: text.strip() for code, text in about.titles.items() if text.strip()}
    if not series.titles:
        raise TitleMissing
    series.county, series.members_only = about.county, about.members_only


def _renamed(series: Series, *, at: datetime) -> list[Occurrence]:
    called = Occurrence.objects.filter(series=series, titles={})
    ids = list(called.select_for_update().order_by("pk").values_list("pk", flat=True))
    Occurrence.objects.filter(pk__in=ids).update(sequence=F("sequence") + 1, changed_at=at)
    return list(Occurrence.objects.filter(pk__in=ids).select_related("series").order_by("pk"))
