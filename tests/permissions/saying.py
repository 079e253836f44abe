"""The words a policy is said in: roles, groups of roles, lines and areas."""

import re
from dataclasses import dataclass, field
from functools import cache

VISITOR = "visitor"
LEARNER = "learner"
MENTOR = "mentor"
MENTEE = "mentee"
CONTACT = "contact"
CONTACT_ELSEWHERE = "contact elsewhere"
DOOR_STAFF = "door staff"
TEACHER = "teacher"
EDITOR = "editor"
COURSE_OWNER = "course owner"
COORDINATOR = "coordinator"
AUDITOR = "auditor"
ADMINISTRATOR = "administrator"

ROLES = (
    VISITOR,
    LEARNER,
    MENTOR,
    MENTEE,
    CONTACT,
    CONTACT_ELSEWHERE,
    DOOR_STAFF,
    TEACHER,
    EDITOR,
    COURSE_OWNER,
    COORDINATOR,
    AUDITOR,
    ADMINISTRATOR,
)

Roles = frozenset[str]

NOBODY: Roles = frozenset()
EVERYBODY: Roles = frozenset(ROLES)
SIGNED_IN: Roles = EVERYBODY - {VISITOR}
ADMINISTRATORS: Roles = frozenset({ADMINISTRATOR})
# Who comes into Wagtail's admin at all.
IN_ADMIN: Roles = frozenset({TEACHER, EDITOR, COURSE_OWNER, COORDINATOR, AUDITOR, ADMINISTRATOR})
WRITERS: Roles = frozenset({EDITOR, COURSE_OWNER, ADMINISTRATOR})
PUBLISHERS: Roles = frozenset({COURSE_OWNER, ADMINISTRATOR})
COORDINATORS: Roles = frozenset({COORDINATOR, ADMINISTRATOR})
AUDITORS: Roles = frozenset({AUDITOR, ADMINISTRATOR})
OF_COURSES: Roles = frozenset({TEACHER, COURSE_OWNER, COORDINATOR, ADMINISTRATOR})
LEARNERS_SEEN_BY: Roles = frozenset({TEACHER, COURSE_OWNER, ADMINISTRATOR})
HERE: Roles = frozenset({CONTACT, COORDINATOR, ADMINISTRATOR})
# Who says what is asked of whom; auditors read how all stand, editors put courses together to paths.
DEMANDING: Roles = frozenset({COURSE_OWNER, COORDINATOR, ADMINISTRATOR})


@dataclass(frozen=True)
class Line:
    """`who` may reach these addresses with some verb; all others get nowhere, with any verb.

    `finds_nothing` says that even who may finds nothing there: a link that is used up, a page of the demo alone.
    `hidden` says that a visitor is not sent to sign in, but told that there is nothing.
    `on_the_way_in` says that even who may is sent to sign in first, as long as they have not begun.
    `sends_on` says that a plain visit is sent on to the page where the form stands, whoever comes.
    `breaks` says that the page shows what an error looks like.
    `question` says that everybody in the admin sees the question that stands before the change.
    `explains` says that the page tells even those it is not meant for why, and refuses them the rest.
    """

    who: Roles
    addresses: tuple[str, ...]
    why: str = ""
    finds_nothing: bool = False
    hidden: bool = False
    on_the_way_in: bool = False
    sends_on: bool = False
    breaks: bool = False
    question: bool = False
    explains: bool = False

    def fits(self, route: str) -> bool:
        return bool(_pattern(self.addresses).fullmatch(route))


@cache
def _pattern(addresses: tuple[str, ...]) -> re.Pattern[str]:
    """All of them in one: thirteen roles ask a thousand addresses of every line."""
    return re.compile("|".join(re.escape(address).replace(r"\*", ".*") for address in addresses), re.DOTALL)


@dataclass(frozen=True)
class Area:
    name: str
    sentence: str
    lines: tuple[Line, ...] = field(default=())


def line(who: Roles, *addresses: str, why: str = "", **more: bool) -> Line:
    return Line(who, addresses, why, **more)
