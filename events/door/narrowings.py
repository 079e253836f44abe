"""What the door knows, for narrowing down the coordinator's list of people: who came, and to which session."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms import clock
from events.desk.narrowings import Choices, Narrowing
from events.models import Occurrence, Place
from events.programme.models import Session

from .queries import ABSENT, CAME, with_attendance


def _attendance(occurrence: Occurrence) -> Choices:
    """From when it begins; no query."""
    return [(CAME, _("Came")), (ABSENT, _("Did not come"))] if occurrence.starts_at <= clock.now() else []


def _by_attendance(places: QuerySet[Place], occurrence: Occurrence, value: str) -> QuerySet[Place]:
    return with_attendance(places).filter(came=value == CAME) if value in (CAME, ABSENT) else places.none()


def _sessions(occurrence: Occurrence) -> Choices:
    """One query, from when it begins."""
    if occurrence.starts_at > clock.now():
        return []
    return [(str(one.key), one.title) for one in Session.objects.filter(occurrence=occurrence).order_by("starts_at")]


def _by_session(places: QuerySet[Place], occurrence: Occurrence, value: str) -> QuerySet[Place]:
    try:
        key = UUID(value)
    except ValueError:
        return places.none()
    return with_attendance(places, session_key=key).filter(came=True)


NARROWINGS = (
    Narrowing("came", _("Attendance"), _attendance, _by_attendance),
    Narrowing("session", _("Came to the session"), _sessions, _by_session),
)
