"""The roles of the platform, as a person who is no programmer can read them.

Staff roles are groups, given on the admin's page *Roles* by the verbs of `domain/roles.py`. A contact person is a
membership of an organisation; a learner is whoever is signed in; mentors and mentees are so by their mentoring, which
a room above answers for (`register_role_holder`). What a role may is asked in `rules.py`, never here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from .models import User


@dataclass(frozen=True)
class Role:
    """`group` is the name of the group that holds the role, empty where no group does.

    `may` says in words what the role may, and `how` how one comes by it.
    """

    key: str
    name: Any
    sentence: Any
    may: tuple[Any, ...]
    how: Any
    group: str = ""


GIVEN_BY_ADMINISTRATOR = _("An administrator gives it on the page “Roles”.")

ADMINISTRATOR = Role(
    "administrator",
    _("Administrator"),
    _("Runs the site and may do everything in it."),
    (
        _("Give and take roles; there is always at least one administrator"),
        _("Change the site’s settings, languages, workflows and people"),
        _("Everything the other roles of the staff may"),
    ),
    GIVEN_BY_ADMINISTRATOR,
)
EDITOR = Role(
    "editor",
    _("Editor"),
    _("Writes pages and sends them to approval."),
    (
        _("Write pages, lessons and news, and upload images and files"),
        _("Send a page to approval; course owners and moderators publish it"),
    ),
    GIVEN_BY_ADMINISTRATOR,
    "Editors",
)
COURSE_OWNER = Role(
    "course_owner",
    _("Course owner"),
    _("Writes and publishes courses and looks after their releases."),
    (
        _("Write, approve and publish pages"),
        _("Publish releases of every course, and say who owns or teaches one"),
        _("See the learners of every course, and revoke certificates"),
        _("Say how people get into a course, hand out keys, and answer requests to take one"),
    ),
    _("An administrator gives it for all courses; for one course, a course owner names an editor or a teacher."),
    "Course owners",
)
TEACHER = Role(
    "teacher",
    _("Teacher"),
    _("Follows up the learners of a course."),
    (
        _("See who takes the courses one teaches, how far they have come, and their best scores; never their answers"),
        _("Export the gradebook of these courses, and get its sums by mail"),
        _("Invite people to these courses, answer requests to take them, and have groups"),
    ),
    _("An administrator gives it; a course owner then says which courses."),
    "Teachers",
)
COORDINATOR = Role(
    "coordinator",
    _("Coordinator"),
    _("Looks after organisations, people and requests for the whole centre."),
    (
        _("Look after organisations, memberships, invitations, requests and imports"),
        _("Register people and change their details, but not those of anybody who has a staff role"),
        _("Read contact messages, outgoing mail, courses and certificates"),
        _("Answer requests to take a course"),
        _("Write and publish the pages below the event calendar"),
    ),
    GIVEN_BY_ADMINISTRATOR,
    "Coordinators",
)
DOOR_STAFF = Role(
    "door_staff",
    _("Door staff"),
    _("Checks people in on the day, and sees nothing else."),
    (_("Check people in at the doors of these days, look up who has a place, and let in who comes without a booking"),),
    GIVEN_BY_ADMINISTRATOR,
    "Door staff",
)
CONTACT = Role(
    "contact",
    _("Contact person"),
    _("Looks after the people of an organisation."),
    (
        _("Invite and remove people of the organisation, and approve requests to join it"),
        _("See the courses and certificates of its people, and export them as evidence"),
        _("Enrol its people in courses, where a course allows it"),
    ),
    _("Whoever registers an organisation becomes its contact person; a contact person may invite others."),
)
LEARNER = Role(
    "learner",
    _("Learner"),
    _("Takes courses and sees what is their own."),
    (_("Take courses, earn certificates, and see and change what is their own"),),
    _("Everybody who has signed up and confirmed their e-mail address."),
)
MENTOR = Role(
    "mentor",
    _("Mentor"),
    _("Follows a mentee; what they write is between the two."),
    (_("What a learner may; a room for each mentee comes with the mentoring"),),
    _("By taking part in a mentoring programme, once there is one."),
)
MENTEE = Role(
    "mentee",
    _("Mentee"),
    _("Is followed by a mentor; what they write is between the two."),
    (_("What a learner may; a room with the mentor comes with the mentoring"),),
    _("By taking part in a mentoring programme, once there is one."),
)
AUDITOR = Role(
    "auditor",
    _("Auditor"),
    _("Reads the log of who changed what, and changes nothing."),
    (
        _("Read the audit log, search it and export it"),
        _("See the centre’s year in numbers: sums, nobody’s own"),
    ),
    GIVEN_BY_ADMINISTRATOR,
    "Auditors",
)

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
# What is given and taken by hand; the other roles follow from what a person does.
GIVEN_ROLES = (ADMINISTRATOR, *STAFF_ROLES)

# Groups that come with Wagtail and are nobody's role here.
OTHER_GROUPS = {"Moderators": _("Those who approve pages")}


def group_in_words(name: str) -> str:
    """A group as people read it: by its role. One the centre has made itself keeps its name."""
    known = {role.group: role.name for role in STAFF_ROLES} | OTHER_GROUPS
    return str(known.get(name, name))


_holders: dict[str, Callable[[User], bool]] = {}


def register_role_holder(role: Role, predicate: Callable[[User], bool]) -> None:
    """Let a room above say who holds a role that no group holds (mentor and mentee). Nobody does until then."""
    _holders[role.key] = predicate


def holds(user: Any, role: Role) -> bool:
    """Say whether this person has a role. One query for all groups of a person, remembered on the object."""
    if not isinstance(user, User) or not user.is_active:
        return False
    if role == ADMINISTRATOR:
        return user.is_superuser
    if role.group:
        return role.group in user.group_names
    return role.key in _holders and _holders[role.key](user)


def roles_of(user: User) -> list[Role]:
    """The roles somebody has been given, in the order of the list."""
    return [role for role in GIVEN_ROLES if holds(user, role)]


def give_role(*, user: User, role: Role) -> None:
    """Put a person into the group of a staff role, and nothing more: for tests. People use `domain/roles.py`."""
    user.groups.add(Group.objects.get_or_create(name=role.group)[0])
    forget_groups(user)


def forget_groups(user: User) -> None:
    """What this object remembers of its groups and permissions is asked again."""
    for name in ("group_names", "_perm_cache", "_user_perm_cache", "_group_perm_cache"):
        user.__dict__.pop(name, None)


# --- What the staff's groups may in Wagtail's admin ----------------------------------------------

# "app.codename", given to the group when it is set up; rooms above add theirs with `allow`.
MODEL_PERMISSIONS: dict[str, list[str]] = {
    EDITOR.key: ["wagtailadmin.access_admin", "simple_translation.submit_translation"],
    COURSE_OWNER.key: [
        "wagtailadmin.access_admin",
        "simple_translation.submit_translation",
        "cms.add_catalogueterm",
        "cms.change_catalogueterm",
    ],
    TEACHER.key: ["wagtailadmin.access_admin"],
    COORDINATOR.key: [
        "wagtailadmin.access_admin",
        *(f"people.{verb}_{model}" for model in ("organisation", "membership") for verb in ("add", "change", "view")),
        *(f"people.{verb}_user" for verb in ("add", "change", "view")),
        "cms.view_contactmessage",
        "mail.view_outboxmessage",
        "mail.change_outboxmessage",
    ],
    DOOR_STAFF.key: [],
    AUDITOR.key: ["wagtailadmin.access_admin"],
}
# On the whole page tree and on the root of the collections.
PAGE_PERMISSIONS: dict[str, tuple[str, ...]] = {
    EDITOR.key: ("add_page", "change_page"),
    COURSE_OWNER.key: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}
# On each event calendar and the pages below it, from the moment there is one.
CALENDAR_PERMISSIONS: dict[str, tuple[str, ...]] = {COORDINATOR.key: ("add_page", "change_page", "publish_page")}
COLLECTION_PERMISSIONS: dict[str, tuple[str, ...]] = dict.fromkeys(
    (EDITOR.key, COURSE_OWNER.key),
    ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document"),
)


def allow(role: Role, permissions: Iterable[str]) -> None:
    """Add permissions ("app.codename") to those a staff role is set up with. Called when an app is ready."""
    known = MODEL_PERMISSIONS[role.key]
    known += [permission for permission in permissions if permission not in known]
