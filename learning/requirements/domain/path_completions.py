"""Who has completed which path: follows from completed courses, is written down once, and gives a certificate."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cms import clock
from cms.people.models import User
from cms.people.queries import organisation_acted_for
from learning.domain.certificates import Basis, award_certificate
from learning.enums import EnrolmentState
from learning.models import Certificate, Enrolment
from learning.months import months_later

from ..models import LearningPath, PathCompletion, PathVersion
from ..path_rounds import Completed, Round, Step, Version, rounds_of
from ..words import in_language

BASIS = "path"


@dataclass
class Differences:
    """What is written and should not be, and the other way round: (path, learner, round)."""

    missing: list[tuple[int, int, int]] = field(default_factory=list)
    unfounded: list[tuple[int, int, int]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.missing or self.unfounded)


@transaction.atomic
def take_down_completions(
    *, path_ids: Collection[int] | None = None, learner_ids: Collection[int] | None = None
) -> list[PathCompletion]:
    """Write the rounds that were completed and are not written yet; what is written stays. Safe to run twice.

    Of some paths or people, or of all. Return what is new; certificates follow (`award_waiting`).
    """
    known = _known(path_ids, learner_ids)
    fresh = [
        PathCompletion(
            path_id=path_id, version_id=one.version_id, learner_id=learner_id, round=one.number, completed_at=one.at
        )
        for (path_id, learner_id), one in _found(path_ids, learner_ids)
        if (path_id, learner_id, one.number) not in known
    ]
    PathCompletion.objects.bulk_create(fresh, batch_size=1000, ignore_conflicts=True)
    return fresh


def check_completions() -> Differences:
    """Compare what is written with what courses and versions say. Nothing is changed."""
    known, should = _known(None, None), {(*key, one.number) for key, one in _found(None, None)}
    return Differences(missing=sorted(should - known), unfounded=sorted(known - should))


def waiting_for_certificates(*, limit: int = 200) -> list[int]:
    """Ids of completions whose path gives a certificate that is not awarded yet."""
    waiting = PathCompletion.objects.filter(
        certificate__isnull=True, version__awards_certificate=True, learner__is_active=True
    )
    return list(waiting.order_by("pk").values_list("pk", flat=True)[:limit])


@transaction.atomic
def award_for_path(*, completion_id: int, at: datetime) -> Certificate | None:
    """Award the certificate of a completed path, once; None where there is none to award. Safe to run twice."""
    completion = (
        PathCompletion.objects.select_for_update(of=("self",))
        .select_related("path", "version", "learner")
        .filter(pk=completion_id, version__awards_certificate=True, learner__is_active=True)
        .first()
    )
    if completion is None or completion.certificate_id:
        return None
    completion.certificate = _award(completion, at=at)
    completion.save(update_fields=["certificate"])
    return completion.certificate


def _award(completion: PathCompletion, *, at: datetime) -> Certificate:
    learner, version = completion.learner, completion.version
    day = clock.local_date(completion.completed_at)
    with translation.override(learner.language):
        text = _("Learning path completed (version %(number)s)") % {"number": version.number}
    return award_certificate(
        holder=learner,
        basis=Basis(BASIS, f"{completion.path_id}:{learner.pk}:{completion.round}", text),
        title=in_language(version.names, learner.language),
        outcome=in_language(version.descriptions, learner.language)[:300],
        valid_until=months_later(day, version.valid_months),
        organisation=organisation_acted_for(learner, on=day),
        by=None,
        at=at,
    )


# --- What the facts say ----------------------------------------------------------------------------

Key = tuple[int, int]


def _found(path_ids: Collection[int] | None, learner_ids: Collection[int] | None) -> Iterator[tuple[Key, Round]]:
    """Every completed round by path and learner. Four queries at any size."""
    versions = versions_by_path(path_ids)
    courses = {course for found in versions.values() for one in found for step in one.steps for course in step.courses}
    by_learner = completions_by_learner(courses, learner_ids)
    for path_id, found in versions.items():
        theirs = {course for one in found for step in one.steps for course in step.courses}
        for learner_id, completions in by_learner.items():
            for one in rounds_of(found, [done for done in completions if done[0] in theirs]):
                yield (path_id, learner_id), one


def versions_by_path(path_ids: Collection[int] | None = None) -> dict[int, list[Version]]:
    """Every version of paths as plain values, the oldest first. Three queries."""
    rows = PathVersion.objects.prefetch_related("steps__courses").order_by("path_id", "number")
    if path_ids is not None:
        rows = rows.filter(path__in=path_ids)
    found: dict[int, list[Version]] = {}
    for row in rows:
        found.setdefault(row.path_id, []).append(plain(row))
    return found


def plain(version: PathVersion) -> Version:
    """A version with its steps fetched, as plain values."""
    steps = sorted(version.steps.all(), key=lambda step: step.position)
    return Version(
        version.pk,
        version.published_at,
        tuple(Step(frozenset(course.pk for course in step.courses.all()), step.needed) for step in steps),
    )


def completions_by_learner(
    course_ids: Iterable[int], learner_ids: Collection[int] | None = None
) -> dict[int, list[Completed]]:
    """Completed courses with their moments, by learner. One query."""
    rows = Enrolment.objects.filter(state=EnrolmentState.COMPLETED, course__in=set(course_ids))
    if learner_ids is not None:
        rows = rows.filter(learner__in=learner_ids)
    found: dict[int, list[Completed]] = {}
    values: Any = rows.order_by().values_list("learner_id", "course_id", "ended_at")
    for learner_id, course_id, ended_at in values:
        found.setdefault(learner_id, []).append((course_id, ended_at))
    return found


def _known(path_ids: Collection[int] | None, learner_ids: Collection[int] | None) -> set[tuple[int, int, int]]:
    rows = PathCompletion.objects.order_by()
    if path_ids is not None:
        rows = rows.filter(path__in=path_ids)
    if learner_ids is not None:
        rows = rows.filter(learner__in=learner_ids)
    return set(rows.values_list("path_id", "learner_id", "round"))


def completed_rounds(user: User, path: LearningPath) -> list[PathCompletion]:
    """A person's completed rounds of a path, the latest first, with their certificates. One query."""
    rows = PathCompletion.objects.filter(learner=user, path=path).select_related("certificate")
    return list(rows.order_by("-round"))
