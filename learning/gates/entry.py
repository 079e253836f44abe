"""The gate of a course: what is missing before somebody may begin it. Every way into a course asks here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from cms import clock
from cms.people.models import User
from cms.people.queries import organisation_acted_for

from ..models import Course, CourseRelease
from ..outline import Outline, outline_of
from ..queries import certificates_that_hold
from .conditions import Gate, needs_of, unmet
from .facts import known_before
from .known import Known
from .models import Waiver
from .queries import entry_waiver
from .words import Wording


@dataclass(frozen=True)
class Entry:
    """What a person lacks to begin a course, or the waiver that lets them begin it all the same."""

    missing: Gate = ()
    waiver: Waiver | None = None


def missing_for(course: Course, learner: User, at: datetime, *, organisation_id: int | None = None) -> Gate:
    """What a person still lacks to begin a course; nothing when its gate is open or waived for them.

    Without a gate no query; else two at most, and those of the organisation's crisis pauses once a last day is over.
    """
    return entry_for(course, learner, at, organisation_id=organisation_id).missing


def entry_for(course: Course, learner: User, at: datetime, *, organisation_id: int | None = None) -> Entry:
    """The same, with the waiver where one was needed."""
    if course.current_release is None or not (gate := outline_of(course.current_release).gate):
        return Entry()
    known = _known(course.current_release, learner, gate, organisation_id, at=at)
    missing = unmet(gate, known.holds)
    waiver = entry_waiver(course, learner) if missing else None
    return Entry(waiver=waiver) if waiver else Entry(missing)


def _known(release: CourseRelease, learner: User, gate: Gate, organisation_id: int | None, *, at: datetime) -> Known:
    needs, today = needs_of([gate]), clock.local_date(at)
    if organisation_id is None and any(day < today for day in needs.last_days):
        organisation = organisation_acted_for(learner, on=today)
        organisation_id = organisation.pk if organisation else None
    held = certificates_that_hold(on=today).filter(holder=learner)
    return known_before(
        learner.pk, needs, organisation_id=organisation_id, since=release.published_at, held=held, at=at
    )


def asked_of(course: Course, user: Any, *, language: str, at: datetime) -> list[SafeString]:
    """In words, what somebody lacks to begin the course; to who is not signed in, what it asks for."""
    if course.current_release is None or not (gate := outline_of(course.current_release).gate):
        return []
    if user.is_authenticated:
        return in_words(course, missing_for(course, user, at), language=language)
    today = Known(clock.local_date(at))
    return in_words(course, unmet(gate, today.holds), language=language)


def in_words(course: Course, missing: Gate, *, language: str) -> list[SafeString]:
    """What is missing, in whole sentences with links to what helps."""
    if course.current_release is None or not missing:
        return []
    outline: Outline = outline_of(course.current_release)
    return Wording(outline, outline.language_for(language), None).entry(missing)
