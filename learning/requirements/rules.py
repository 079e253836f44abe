"""Who may. Small facts about a person and a thing; whether something is possible right now is the verb's to say."""

from datetime import date
from typing import Any

from cms.people.models import Organisation
from cms.people.roles import EDITOR, holds
from cms.people.rules import is_auditor, is_coordinator, may_look_after
from learning.rules import owns_all_courses


def may_define_requirements(user: Any) -> bool:
    """Say what is demanded of whom: the centre's coordinators, and who owns all courses."""
    return is_coordinator(user) or owns_all_courses(user)


def may_define_paths(user: Any) -> bool:
    """Put courses together to a learning path: also who writes them."""
    return may_define_requirements(user) or holds(user, EDITOR)


def may_see_all_standings(user: Any) -> bool:
    """How every organisation stands: who defines what is demanded, and auditors, who only read."""
    return may_define_requirements(user) or is_auditor(user)


def may_see_matrix(user: Any, organisation: Organisation, *, on: date) -> bool:
    """How the people of one organisation stand: who looks after it, and who sees all."""
    return may_look_after(user, organisation, on=on) or may_see_all_standings(user)
