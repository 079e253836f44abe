"""Days that courses and requirements set for one person, as whole days.

They keep no count of their changes, so a day that moves is another entry: programs take the old one away and show the
new one. An entry with the old name and no higher number would stay where it was in some of them.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cms import clock
from cms.addresses import site_url
from cms.people.models import User
from learning.joining.models import GroupPlace
from learning.joining.queries import group_places_of
from learning.requirements.models import Obligation
from learning.requirements.queries import deadlines_of

from .entries import CalendarEntry
from .ical import day_after
from .names import uid_made_of
from .sources import PersonalSource, Window


def _groups_of(user: User, window: Window) -> QuerySet[GroupPlace]:
    return group_places_of(user, since=clock.local_date(window.since))


def _course_days(places: Iterable[GroupPlace], language: str, window: Window) -> list[CalendarEntry]:
    """When a person's groups start, and by when they are to be done."""
    since = clock.local_date(window.since)
    with translation.override(language):
        return [entry for place in places for entry in _days_of(place) if entry.ends > since]


def _days_of(place: GroupPlace) -> Iterator[CalendarEntry]:
    group, course = place.group, place.group.course
    url = site_url(reverse("course", args=[course.slug]))
    title = _("Course starts: %(title)s") % {"title": course.title}
    yield _whole_day("group starts", place.group_id, day=group.starts_on, title=title, url=url, at=place.placed_at)
    if group.ends_on:
        title = _("Deadline: %(title)s") % {"title": course.title}
        yield _whole_day("group ends", place.group_id, day=group.ends_on, title=title, url=url, at=place.placed_at)


def _obligations_of(user: User, window: Window) -> QuerySet[Obligation]:
    return deadlines_of(user, since=clock.local_date(window.since), today=clock.local_date(window.at))


def _deadlines(rows: Iterable[Obligation], language: str, _window: Window) -> list[CalendarEntry]:
    """By when a person's roles ask something of them."""
    with translation.override(language):
        return [_deadline(row) for row in rows]


def _deadline(row: Obligation) -> CalendarEntry:
    assert row.due_on
    title = _("Deadline: %(title)s") % {"title": row.version.name}
    written = datetime.combine(row.created_on, time.min, tzinfo=UTC)
    parts = (row.requirement.key, row.organisation.key, row.user_id)
    url = site_url(reverse("my_day"))
    return _whole_day(
        "obligation", *parts, day=row.due_on, title=title, url=url, at=written, text=str(row.organisation)
    )


def _whole_day(*name: object, day: date, title: str, url: str, at: datetime, text: str = "") -> CalendarEntry:
    return CalendarEntry(
        uid=uid_made_of(*name, day),
        sequence=0,
        created_at=at,
        changed_at=at,
        starts=day,
        ends=day_after(day),
        title=title,
        url=url,
        text=text,
        category=_("Course"),
        blocks_time=False,
    )


COURSE_DAYS = PersonalSource(_groups_of, _course_days)
DEADLINES = PersonalSource(_obligations_of, _deadlines)
