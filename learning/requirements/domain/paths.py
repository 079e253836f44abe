"""Publishing a learning path. A change is a new version; whoever has completed the path stays so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from cms import audit
from cms.people.models import User
from learning.models import Course

from ..models import LearningPath, PathStep, PathVersion
from ..rules import may_define_paths


class MayNotPublish(Exception):
    """Editors, course owners and coordinators put paths together."""


class AddressTaken(Exception):
    """Another path has this address."""


class NothingChanged(Exception):
    """The path says all of this already."""


class ChangedMeanwhile(Exception):
    """Somebody else has changed it since the form was opened."""


class Unfit(Exception):
    """The path cannot be taken so; `field` names what to correct, `step` (from 1) where."""

    def __init__(self, field: str, step: int | None = None) -> None:
        super().__init__(field, step)
        self.field, self.step = field, step


@dataclass(frozen=True)
class StepTerms:
    """One step: all of its courses, or so many of them."""

    names: Mapping[str, str]
    courses: tuple[int, ...]
    needed: int | None = None


@dataclass(frozen=True)
class PathTerms:
    """What a version of a path says, as plain values."""

    names: Mapping[str, str]
    steps: tuple[StepTerms, ...]
    descriptions: Mapping[str, str]
    is_open: bool = True
    awards_certificate: bool = False
    valid_months: int | None = None


def publish_path(*, slug: str, terms: PathTerms, by: User | None, at: datetime) -> LearningPath:
    """Make a learning path people can follow from now on. Raises MayNotPublish, Unfit and AddressTaken."""
    _check(terms, by)
    try:
        with transaction.atomic():
            path = LearningPath.objects.create(slug=slug)
            _write(path, terms, number=1, by=by, at=at)
            audit.record(path, action="requirements.publish_path", by=by, at=at)
    except IntegrityError:
        raise AddressTaken(slug) from None
    return path


@transaction.atomic
def change_path(
    *, path: LearningPath, terms: PathTerms, by: User | None, at: datetime, seen: int | None = None
) -> PathVersion:
    """Write the next version of a path. `seen` is the version the changer had before them.

    Raises MayNotPublish, Unfit, NothingChanged and ChangedMeanwhile.
    """
    _check(terms, by)
    # The version is read after the lock is had: joined, it would be the one from before the wait.
    locked = LearningPath.objects.select_for_update().get(pk=path.pk)
    assert locked.current
    if seen is not None and seen != locked.current.number:
        raise ChangedMeanwhile(locked.pk)
    if terms == terms_of_version(locked.current):
        raise NothingChanged(locked.pk)
    version = _write(locked, terms, number=locked.current.number + 1, by=by, at=at)
    audit.record(locked, action="requirements.change_path", by=by, at=at, version=version.number)
    return version


def terms_of_version(version: PathVersion) -> PathTerms:
    """A version as the values it was written from. Two queries."""
    steps = version.steps.prefetch_related("courses")
    return PathTerms(
        names=version.names,
        descriptions=version.descriptions,
        is_open=version.is_open,
        awards_certificate=version.awards_certificate,
        valid_months=version.valid_months,
        steps=tuple(
            StepTerms(step.names, tuple(sorted(course.pk for course in step.courses.all())), step.needed)
            for step in steps
        ),
    )


def _write(path: LearningPath, terms: PathTerms, *, number: int, by: User | None, at: datetime) -> PathVersion:
    version = PathVersion.objects.create(
        path=path,
        number=number,
        names=dict(terms.names),
        descriptions=dict(terms.descriptions),
        is_open=terms.is_open,
        awards_certificate=terms.awards_certificate,
        valid_months=terms.valid_months,
        published_at=at,
        published_by=by,
    )
    for position, step in enumerate(terms.steps, start=1):
        written = PathStep.objects.create(
            version=version, position=position, names=dict(step.names), needed=step.needed
        )
        written.courses.set(step.courses)
    path.current = version
    path.save(update_fields=["current"])
    transaction.on_commit(lambda: _tell(path.pk))
    return version


def _tell(path_id: int) -> None:
    """Some may have completed it by this very version. A lost message costs an hour."""
    from ..tasks import bring_path_up_to_date

    bring_path_up_to_date.delay(path_id)


def _check(terms: PathTerms, by: User | None) -> None:
    if by is not None and not may_define_paths(by):
        raise MayNotPublish
    if not any(name.strip() for name in terms.names.values()):
        raise Unfit("names")
    if not terms.steps:
        raise Unfit("steps")
    _check_steps(terms.steps)


def _check_steps(steps: Sequence[StepTerms]) -> None:
    """Every step holds courses that are open, no course stands in two, and no step wants more than it offers."""
    known = set(Course.objects.filter(current_release__isnull=False).values_list("pk", flat=True))
    seen: set[int] = set()
    for number, step in enumerate(steps, start=1):
        if not step.courses or not known.issuperset(step.courses):
            raise Unfit("courses", number)
        if seen.intersection(step.courses):
            raise Unfit("twice", number)
        if step.needed is not None and not 1 <= step.needed <= len(step.courses):
            raise Unfit("needed", number)
        seen.update(step.courses)
