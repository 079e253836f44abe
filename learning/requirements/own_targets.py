"""The targets of this room: courses and learning paths."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.people.models import User
from learning.enums import CertificateEventKind, EnrolmentState
from learning.models import Course, Enrolment
from learning.outline import outline_of
from learning.queries import certificates_with_standing

from .models import LearningPath, PathCompletion
from .targets import Done, People, TargetKind, Way, register_target


def register() -> None:
    register_target(TargetKind("course", _("Course"), course_options, course_titles, courses_done, course_ways))
    register_target(TargetKind("path", _("Learning path"), path_options, path_titles, paths_done, path_ways))


def end_of(day: date) -> datetime:
    """The moment the day is over where the centre is."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()), timezone.get_default_timezone())


# --- Courses: the key is the course's translation key, one for all its languages --------------------


def course_options() -> Iterable[tuple[str, str]]:
    courses = Course.objects.filter(current_release__isnull=False).order_by("title")
    return [(str(key), title) for key, title in courses.values_list("translation_key", "title")]


def course_titles(keys: Collection[str]) -> Mapping[str, str]:
    found = Course.objects.filter(translation_key__in=keys).values_list("translation_key", "title")
    return {str(key): title for key, title in found}


def courses_done(keys: Collection[str], people: People, until: date) -> Iterable[Done]:
    """Completed enrolments; one whose certificate is revoked does not count. Two queries."""
    rows = Enrolment.objects.filter(
        state=EnrolmentState.COMPLETED,
        course__translation_key__in=keys,
        learner__in=people,
        ended_at__lt=end_of(until),
    )
    certificates = _certificates_of(rows, until)
    for pk, key, learner_id, ended_at in rows.order_by().values_list(
        "pk", "course__translation_key", "learner_id", "ended_at"
    ):
        certificate_id, valid_until, revoked = certificates.get(str(pk), (None, None, False))
        if ended_at and not revoked:
            day = clock.local_date(ended_at)
            yield Done(str(key), learner_id, day, f"enrolment:{pk}", valid_until, certificate_id)


def _certificates_of(rows: "QuerySet[Enrolment]", until: date) -> dict[str, tuple[int, date | None, bool]]:
    """By the enrolment's id: the certificate, its last day, and whether it was revoked by the end of a day."""
    certificates = certificates_with_standing().filter(
        basis_kind="enrolment", basis_key__in=rows.order_by().values_list(Cast("pk", CharField()))
    )
    values = certificates.order_by().values_list(  # type: ignore[misc]  # annotated there
        "basis_key", "pk", "valid_until", "last_event", "last_event_at"
    )
    return {
        key: (pk, valid_until, event == CertificateEventKind.REVOKED and at < end_of(until))
        for key, pk, valid_until, event, at in values
    }


def course_ways(user: User, keys: Collection[str]) -> Mapping[str, Way]:
    """Go on, start, or take it once more. One query."""
    mine = Enrolment.objects.filter(learner=user, course=OuterRef("pk")).order_by("-number")
    courses = Course.objects.filter(translation_key__in=keys, current_release__isnull=False)
    courses = courses.select_related("current_release").defer("current_release__outline")
    latest: Any = courses.annotate(latest=Subquery(mine.values("state")[:1]))
    return {str(course.translation_key): _way(course, course.latest) for course in latest}


def _way(course: Course, state: str | None) -> Way:
    assert course.current_release
    again = state == EnrolmentState.COMPLETED
    title = _title_of(course)
    url = reverse("enrol" if again else "course", args=[course.slug])
    return Way(url, title, under_way=state == EnrolmentState.ACTIVE, again=again)


def _title_of(course: Course) -> str:
    """In the reader's language, as far as the release holds it."""
    assert course.current_release
    outline = outline_of(course.current_release)
    return outline.texts[outline.language_for(get_language() or "")]["title"]


# --- Learning paths: the key is the path's address --------------------------------------------------


def path_options() -> Iterable[tuple[str, str]]:
    paths = LearningPath.objects.filter(current__is_open=True).select_related("current")
    return sorted(((path.slug, str(path)) for path in paths), key=lambda one: one[1])


def path_titles(keys: Collection[str]) -> Mapping[str, str]:
    return {path.slug: str(path) for path in LearningPath.objects.filter(slug__in=keys).select_related("current")}


def paths_done(keys: Collection[str], people: People, until: date) -> Iterable[Done]:
    """Completed rounds of paths; one whose certificate is revoked does not count. Two queries."""
    rows = PathCompletion.objects.filter(path__slug__in=keys, learner__in=people, completed_at__lt=end_of(until))
    revoked = _revoked_among(rows, until)
    values: Any = rows.order_by().values_list(
        "pk", "path__slug", "learner_id", "completed_at", "certificate_id", "certificate__valid_until"
    )
    for pk, slug, learner_id, at, certificate_id, valid_until in values:
        if certificate_id is None or certificate_id not in revoked:
            yield Done(slug, learner_id, clock.local_date(at), f"path:{pk}", valid_until, certificate_id)


def _revoked_among(rows: "QuerySet[PathCompletion]", until: date) -> set[int]:
    """Certificates of these completions that were revoked by the end of a day."""
    revoked = Q(last_event=CertificateEventKind.REVOKED, last_event_at__lt=end_of(until))
    theirs = certificates_with_standing().filter(revoked, pk__in=rows.order_by().values("certificate_id"))
    return set(theirs.order_by().values_list("pk", flat=True))


def path_ways(user: User, keys: Collection[str]) -> Mapping[str, Way]:
    return {slug: Way(reverse("path", args=[slug]), title) for slug, title in path_titles(keys).items()}
