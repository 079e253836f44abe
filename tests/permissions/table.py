"""The policy as a document for people: one table for each area, one row for each line."""

from collections.abc import Iterable, Sequence

from django.utils import translation

from cms.people.roles import ROLES as ROLES_IN_WORDS

from .addresses import Address
from .policy import line_for
from .saying import IN_ADMIN, ROLES, Area, Line

DOCUMENT = "docs/permissions.md"
HEADINGS = {"contact": "contact here", "contact elsewhere": "contact else&shy;where"}
HEAD = """# Who may do what

This is the policy of the whole site: every address, and who gets there. A test walks all of them, as every role and
with every verb, and holds the site to what stands here. The document is written by `make permissions` from
`tests/permissions/policy.py`; change that file, not this one.

**Roles.** A person may have several; everybody who is signed in is also a learner.

{roles}

Editors send pages to approval; course owners, and whoever is in Wagtail's group *Moderators*, approve them. Someone of
the staff can own or teach **one** course: then what stands below for course owners or teachers holds in that course.
An operator can change what a group may in the admin: what was taken away by hand is not given again by an upgrade.

**How to read the tables.** ● may. Blank: does not get there with any verb (GET, HEAD, OPTIONS, POST, PUT, PATCH,
DELETE); a visitor is sent to sign in, who is signed in is told that there is nothing, in the admin that they may not.
What may be done where one gets to (one's own things, one's own organisation, one's own course) stands in the sentence.
A star stands for anything. The first row that fits an address counts.
"""


def as_document(areas: Iterable[Area], addresses: Sequence[Address]) -> str:
    """In English, whatever language is active; only what has an address is shown."""
    with translation.override("en"):
        parts = [HEAD.format(roles=_roles())]
        parts += [_section(area, addresses) for area in areas if _shown(area, addresses)]
    return "\n".join(parts)


def _roles() -> str:
    rows = ["| role | what it is | what it may | how one gets it |", "| --- | --- | --- | --- |"]
    for role in ROLES_IN_WORDS:
        may = "; ".join(str(words) for words in role.may)
        rows.append(f"| **{role.name}** | {role.sentence} | {may} | {role.how} |")
    return "\n".join(rows)


def _section(area: Area, addresses: Sequence[Address]) -> str:
    lines = _shown(area, addresses)
    # Nobody outside the staff gets into most of the admin: one column less for each of them.
    everybody = [role for role in ROLES if role in IN_ADMIN or any(role in line.who for line in lines)]
    columns = everybody if len(everybody) < len(ROLES) else list(ROLES)
    head = " | ".join(HEADINGS.get(role, role) for role in columns)
    rows = [f"## {area.name}", "", area.sentence, "", f"| address | {head} |", "| --- |" + " :-: |" * len(columns)]
    rows += [_row(line, columns) for line in lines]
    left = [role for role in ROLES if role not in columns]
    if left:
        rows += ["", f"Nobody else gets here: {', '.join(left)}."]
    return "\n".join([*rows, ""])


def _shown(area: Area, addresses: Sequence[Address]) -> list[Line]:
    held = {id(line_for(address.route)) for address in addresses}
    return [line for line in area.lines if id(line) in held]


def _row(line: Line, columns: Sequence[str]) -> str:
    where = "<br>".join(f"`{address}`" for address in line.addresses)
    marks = " | ".join("●" if role in line.who else " " for role in columns)
    return f"| {where}{'<br>' + line.why if line.why else ''} | {marks} |"
