"""Letting a named person see one's progress: a mentor, or a contact person who would not see it otherwise.

It is a consent as any other (`cms.privacy`): dated, with whom and of which course, taken back at any time. Rooms above
say whom else one may choose:

# mentoring/apps.py, in ready():
register_recipients(mentors_of)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from cms.people.enums import MembershipRole
from cms.people.models import User
from cms.people.presence import register_presence
from cms.people.queries import current_memberships
from cms.privacy.consents import ConsentPurpose, register_consent
from cms.privacy.models import Consent
from cms.privacy.queries import consented_to
from cms.sorting import nordic

from .models import Course, Enrolment
from .queries import enrolments_of_people

SHARE_PROGRESS = "share_progress"
Recipients = Callable[[User, date], Iterable[User]]

_sources: list[Recipients] = []


def register() -> None:
    register_consent(
        ConsentPurpose(
            SHARE_PROGRESS,
            _("Showing somebody my progress"),
            _(
                "The person I choose here may see which courses I take, how far I have come and what I have completed: "
                "in all my courses, or in the one I choose. My answers are never shown."
            ),
            on_withdrawal=_("From then on the person sees nothing of it."),
            to_somebody=True,
        )
    )
    register_recipients(contacts_of)
    register_presence(SHARE_PROGRESS, lambda user: consented_to(user, SHARE_PROGRESS))


def register_recipients(source: Recipients) -> None:
    if source not in _sources:
        _sources.append(source)


def contacts_of(user: User, on: date) -> Iterable[User]:
    """The contact persons of the organisations somebody is in."""
    mine = current_memberships(on=on).filter(user=user).values("organisation_id")
    contacts = current_memberships(on=on).filter(organisation__in=mine, role=MembershipRole.CONTACT)
    return User.objects.filter(pk__in=contacts.values("user_id"), is_active=True)


def possible_recipients(user: User, *, on: date) -> list[User]:
    """Whom this person may choose, by name; never oneself. One query for each source."""
    found = {one.pk: one for source in _sources for one in source(user, on) if one.pk != user.pk}
    return sorted(found.values(), key=lambda one: nordic(one.name))


def scope_of(course: Course | None) -> str:
    """What a consent holds of: nothing said is all courses."""
    return str(course.translation_key) if course else ""


def shares_progress_with(recipient: User, enrolment: Enrolment) -> bool:
    """Whether the learner lets this person see the progress of this enrolment. One query."""
    scopes = ["", scope_of(enrolment.course)]
    return consented_to(recipient, SHARE_PROGRESS).filter(user=enrolment.learner_id, scope__in=scopes).exists()


def given_by(user: User) -> list[Consent]:
    """Everything this person has said of it, also what is taken back, the newest first. One query."""
    rows = Consent.objects.filter(user=user, purpose=SHARE_PROGRESS).select_related("recipient")
    return list(rows.order_by("-given_at", "-pk"))


@dataclass(frozen=True)
class Shared:
    """What one person shows another."""

    person: User
    enrolments: list[Enrolment]


def shared_with(recipient: User) -> list[Shared]:
    """Whose progress this person may see by consent, by name, of which courses. Two queries at any size."""
    scopes: dict[int, set[str]] = {}
    for user_id, scope in consented_to(recipient, SHARE_PROGRESS).values_list("user_id", "scope"):
        scopes.setdefault(user_id, set()).add(scope)
    found: dict[int, Shared] = {}
    for enrolment in enrolments_of_people(scopes):
        if scopes[enrolment.learner_id] & {"", scope_of(enrolment.course)}:
            shared = found.setdefault(enrolment.learner_id, Shared(enrolment.learner, []))
            shared.enrolments.append(enrolment)
    return sorted(found.values(), key=lambda one: (nordic(one.person.name), one.person.pk))
