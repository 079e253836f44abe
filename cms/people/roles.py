"""The roles of the platform, as a person who is no programmer can read them.

Staff roles are groups, given in the admin. A contact person is a membership of an organisation; mentors and mentees
are so by their mentoring; a learner is whoever is signed in. What a role may is asked in `rules.py`, never here.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from .models import User


@dataclass(frozen=True)
class Role:
    """`group` is the name of the group that holds the role, empty where no group does."""

    key: str
    name: Any
    sentence: Any
    group: str = ""


ADMINISTRATOR = Role("administrator", _("Administrator"), _("Runs the site and may do everything in it."))
EDITOR = Role("editor", _("Editor"), _("Writes pages and sends them to approval."), "Editors")
COURSE_OWNER = Role(
    "course_owner",
    _("Course owner"),
    _("Writes and publishes courses and looks after their releases."),
    "Course owners",
)
TEACHER = Role("teacher", _("Teacher"), _("Follows up the learners of a course."), "Teachers")
COORDINATOR = Role(
    "coordinator",
    _("Coordinator"),
    _("Looks after organisations, people and requests for the whole centre."),
    "Coordinators",
)
DOOR_STAFF = Role("door_staff", _("Door staff"), _("Checks people in on the day, and sees nothing else."), "Door staff")
CONTACT = Role("contact", _("Contact person"), _("Looks after the people of an organisation."))
LEARNER = Role("learner", _("Learner"), _("Takes courses and sees what is their own."))
MENTOR = Role("mentor", _("Mentor"), _("Follows a mentee; what they write is between the two."))
MENTEE = Role("mentee", _("Mentee"), _("Is followed by a mentor; what they write is between the two."))
AUDITOR = Role("auditor", _("Auditor"), _("Reads the log of who changed what, and changes nothing."), "Auditors")

ROLES = (
    ADMINISTRATOR,
    EDITOR,
    COURSE_OWNER,
    TEACHER,
    COORDINATOR,
    DOOR_STAFF,
    CONTACT,
    LEARNER,
    MENTOR,
    MENTEE,
    AUDITOR,
)
STAFF_ROLES = tuple(role for role in ROLES if role.group)


def holds(user: Any, role: Role) -> bool:
    """Say whether this person has a staff role. One query for all roles of a person, remembered on the object."""
    return isinstance(user, User) and user.is_active and role.group in user.group_names


def give_role(*, user: User, role: Role) -> None:
    """Put a person into the group of a staff role."""
    user.groups.add(Group.objects.get_or_create(name=role.group)[0])
    user.__dict__.pop("group_names", None)
