"""What to do next for who has completed a course: never an empty end.

First the next course of a learning path that is begun, then what the course's owner names, then the most urgent of
what one's roles ask for; where there is none of these, the catalogue.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cms import clock
from cms.people.models import User
from cms.people.queries import memberships_of
from learning.models import Course
from learning.requirements.demands import targets_in
from learning.requirements.enums import State
from learning.requirements.models import LearningPath
from learning.requirements.path_standing import standing_on
from learning.requirements.standings import Standing, standings_of_person
from learning.requirements.targets import Way, ways_of

from .models import CourseWays

# Paths beyond these few are looked at no more.
PATHS = 3


@dataclass(frozen=True)
class Next:
    """What can be done now, and why it is named. `again`: begun by POST."""

    title: str
    url: str
    why: str
    again: bool = False


def next_for(user: User, course: Course) -> list[Next]:
    """What comes next, the best first; each course once, never the one that was completed. Bounded queries."""
    found = [*_on_paths(user, course), *_named(user, course), *_asked_of(user, course)]
    once: dict[str, Next] = {}
    for one in found:
        once.setdefault(one.url, one)
    return list(once.values())


def _on_paths(user: User, course: Course) -> list[Next]:
    """The next course of paths the completed one is part of."""
    paths = LearningPath.objects.filter(current__is_open=True, current__steps__courses=course)
    found = []
    for path in paths.select_related("current").distinct().order_by("pk")[:PATHS]:
        choice = standing_on(path, user).next_choice
        if choice and choice.way and choice.course.pk != course.pk:
            why = _("The next course on the learning path “%(path)s”.") % {"path": path}
            found.append(_as_next(choice.way, why))
    return found


def _named(user: User, course: Course) -> list[Next]:
    """What the course's owner names, as long as it is not done."""
    ways = CourseWays.objects.filter(course=course, follow_up__current_release__isnull=False)
    key = ways.values_list("follow_up__translation_key", flat=True).first()
    way = ways_of(user, [("course", str(key))]).get(("course", str(key))) if key else None
    if way is None or way.again:
        return []
    return [_as_next(way, _("It goes on from the course you have completed."))]


def _asked_of(user: User, course: Course) -> list[Next]:
    """The most urgent of what one's roles ask for and that is not covered."""
    today = clock.today()
    open_ones = [one for one in standings_of_person(user, memberships_of(user), on=today) if _is_open(one, today)]
    if not open_ones:
        return []
    order = list(State)
    urgent = min(open_ones, key=lambda one: (order.index(one.state(today)), _due(one)))
    target = urgent.demand.target
    way = ways_of(user, targets_in([urgent.demand])).get(target)
    if way is None or target == ("course", str(course.translation_key)):
        return []
    return [_as_next(way, _("Your role asks for it."))]


def _is_open(standing: Standing, today: date) -> bool:
    return standing.state(today) != State.COVERED


def _due(standing: Standing) -> date:
    return (standing.terms and standing.terms.due_on) or date.max


def _as_next(way: Way, why: str) -> Next:
    return Next(way.title, way.url, why, again=way.again)


def what_next(user: User, course: Course) -> dict[str, Any]:
    """For a template: what comes next, and where everything else is."""
    return {"next": next_for(user, course), "course": course}
