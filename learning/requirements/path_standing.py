"""Where a learner is on a path: which steps are done, what can be chosen, what is next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cms.people.models import User
from learning.models import Course

from .domain.path_completions import completed_rounds, completions_by_learner, versions_by_path
from .models import LearningPath, PathCompletion, PathStep
from .path_rounds import Completed, Round, Step, current_round
from .targets import Way, ways_of


@dataclass(frozen=True)
class Choice:
    """A course of a step. `done_at` when it counts in this round; `way` is how to begin or go on."""

    course: Course
    way: Way | None
    done_at: datetime | None

    @property
    def title(self) -> str:
        return self.way.title if self.way else self.course.title

    @property
    def under_way(self) -> bool:
        return bool(self.way and self.way.under_way)


@dataclass(frozen=True)
class StepStanding:
    step: PathStep
    choices: list[Choice]
    wanted: int
    done: int

    @property
    def is_done(self) -> bool:
        return self.done >= self.wanted

    @property
    def is_choice(self) -> bool:
        return self.wanted < len(self.choices)


@dataclass(frozen=True)
class PathStanding:
    """`completions` are the rounds that were completed, the latest first."""

    steps: list[StepStanding]
    completions: list[PathCompletion]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def has_begun(self) -> bool:
        return any(choice.done_at or choice.under_way for step in self.steps for choice in step.choices)

    @property
    def current(self) -> StepStanding | None:
        """The first step that is not done."""
        return next((step for step in self.steps if not step.is_done), None)

    @property
    def next_choice(self) -> Choice | None:
        """What to do now: what is under way in the current step, else its first course that is left."""
        left = [choice for choice in self.current.choices if not choice.done_at and choice.way] if self.current else []
        return next((choice for choice in left if choice.under_way), left[0] if left else None)

    @property
    def completion(self) -> PathCompletion | None:
        return self.completions[0] if self.completions else None


def standing_on(path: LearningPath, user: User | None) -> PathStanding:
    """Where a person is on a path; without a person, what it asks. Nine queries at most."""
    assert path.current
    steps = list(path.current.steps.prefetch_related("courses__current_release"))
    courses = {course.pk: course for step in steps for course in step.courses.all()}
    completions = completed_rounds(user, path) if user else []
    done = _done_in_this_round(path, user, completions) if user else {}
    ways = _ways(user, courses)
    return PathStanding([_step(step, done, ways) for step in steps], completions)


def _done_in_this_round(path: LearningPath, user: User, completions: list[PathCompletion]) -> Mapping[int, datetime]:
    """Of somebody who has completed the path: what completed it, until they have begun it anew."""
    ids = {
        course for version in versions_by_path([path.pk])[path.pk] for step in version.steps for course in step.courses
    }
    mine: list[Completed] = completions_by_learner(ids, [user.pk]).get(user.pk, [])
    rounds = [Round(one.round, one.version_id, one.completed_at) for one in reversed(completions)]
    fresh = current_round(rounds, mine)
    return fresh if fresh or not rounds else current_round(rounds[:-1], mine)


def _ways(user: User | None, courses: Mapping[int, Course]) -> dict[int, Way]:
    if user is None:
        return {}
    found = ways_of(user, [("course", str(course.translation_key)) for course in courses.values()])
    by_key = {str(course.translation_key): pk for pk, course in courses.items()}
    return {by_key[key]: way for (_, key), way in found.items()}


def _step(step: PathStep, done: Mapping[int, datetime], ways: Mapping[int, Way]) -> StepStanding:
    courses = sorted(step.courses.all(), key=lambda course: course.title)
    choices = [Choice(course, ways.get(course.pk), done.get(course.pk)) for course in courses]
    plain = Step(frozenset(course.pk for course in courses), step.needed)
    return StepStanding(step, choices, plain.wanted, plain.done(done))
