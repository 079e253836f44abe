"""What certificates are earned by, and the words that go with it. A room above registers kinds of its own:

# mentoring/apps.py
register_basis(BasisKind("mentorship", _("Mentoring"), …))
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

ENROLMENT, ATTENDANCE, MENTORSHIP = "enrolment", "attendance", "mentorship"


@dataclass(frozen=True)
class BasisKind:
    """`label` heads hours of this kind, `heading` stands on the sheet above the name and `phrase` below it.

    `wording` says all of it in one sentence, of `name` and `title`; `achievement_type` is Open Badges' word for it.
    """

    key: str
    label: Any
    heading: Any
    phrase: Any
    wording: Any
    achievement_type: str = "Achievement"


OTHER = BasisKind(
    "",
    _("Other"),
    _("Certificate"),
    _("who has earned"),
    _("%(name)s has earned “%(title)s”."),
)

_kinds: dict[str, BasisKind] = {}


def register_basis(kind: BasisKind) -> None:
    _kinds[kind.key] = kind


def basis_kind(key: str) -> BasisKind:
    """The kind of this name; plain words for one that nobody has registered."""
    return _kinds.get(key, OTHER)


def basis_kinds() -> list[BasisKind]:
    return list(_kinds.values())


register_basis(
    BasisKind(
        ENROLMENT,
        _("Courses"),
        _("Certificate of completion"),
        _("who has completed"),
        _("%(name)s has completed “%(title)s”."),
        "Course",
    )
)
register_basis(
    BasisKind(
        ATTENDANCE,
        _("Attendance"),
        _("Certificate of attendance"),
        _("who has taken part in"),
        _("%(name)s has taken part in “%(title)s”."),
        "CertificateOfCompletion",
    )
)
register_basis(
    BasisKind(
        MENTORSHIP,
        _("Mentoring"),
        _("Certificate of mentoring"),
        _("who has been part of"),
        _("%(name)s has been part of “%(title)s”."),
        "Fieldwork",
    )
)
