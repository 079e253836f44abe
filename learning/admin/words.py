"""Changes and policies as sentences for editors."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ..changes import LANGUAGES, LESSON_ORDER, MODULE_GATES, Changes
from ..enums import ChangeKind, CompletedPolicy, MovePolicy
from ..models import CourseRelease
from .policy_form import NOT_STARTED

RULE_WORDS = {
    "in_order": _("whether lessons are done in order"),
    "hours": _("hours on the certificate"),
    "valid_months": _("how long the certificate holds"),
    "gate": _("what is asked of those who begin the course"),
    MODULE_GATES: _("when modules open"),
    LANGUAGES: _("a language is left out"),
    LESSON_ORDER: _("the order of lessons that are done in order"),
}


def kinds_in_words(kinds: Any) -> list[str]:
    return [str(ChangeKind(kind).label) for kind in kinds]


def changes_in_words(changes: Changes) -> dict[str, Any]:
    """For a template: kinds, lessons with what is changed in them, rules."""
    return {
        "kinds": kinds_in_words(changes.kinds),
        "structural": changes.is_structural,
        "lessons": [
            {"title": next(iter(one.lesson.titles.values())), "kinds": kinds_in_words(one.kinds)}
            for one in changes.lessons
        ],
        "rules": [str(RULE_WORDS[name]) for name in changes.rules],
        "texts": changes.texts,
    }


def policy_in_words(release: CourseRelease) -> list[str]:
    """What was decided when a release was published; nothing for the first, or for one from before that was asked."""
    policy = release.policy
    if not policy:
        return []
    completed = _now("Completed: %(policy)s") % {"policy": CompletedPolicy(policy["completed"]).label}
    return [*decided_in_words(policy["not_started"], policy["under_way"]), completed]


def decided_in_words(not_started: str, under_way: str) -> list[str]:
    """What happens to those who have not completed the course."""
    return [
        _now("Not started: %(policy)s") % {"policy": dict(NOT_STARTED).get(not_started, not_started)},
        _now("Under way: %(policy)s") % {"policy": MovePolicy(under_way).label},
    ]
