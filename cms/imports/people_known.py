"""What is known of the people and organisations that a batch of lines names. The same few questions for any size."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils import timezone

from cms.people.enums import InvitationState, OrganisationState
from cms.people.models import Invitation, Membership, Organisation, User
from cms.people.rules import unused_among

from .lines import Job
from .words import plain


@dataclass(frozen=True)
class Named:
    """Whom and what the lines name: addresses, organisation numbers, and names of organisations made plain."""

    emails: set[str]
    numbers: set[str]
    names: set[str]


@dataclass
class Known:
    """`held` and `members` say who has which role where; `invitable` whose account nobody has used yet;
    `invited` who has been asked to which organisation."""

    users: dict[str, User]
    numbers: dict[str, Organisation]
    names: dict[str, list[Organisation]]
    held: set[tuple[int, int, str]]
    members: set[tuple[int, int]]
    invitable: set[int] = field(default_factory=set)
    invited: set[tuple[str, int]] = field(default_factory=set)


def known_of(named: Named, job: Job) -> Known:
    users = users_with(named.emails)
    own = job.record.organisation
    found = [own] if own else _organisations(named)
    names = defaultdict(list)
    for organisation in found:
        names[plain(organisation.name)].append(organisation)
    numbers = {organisation.number: organisation for organisation in found if organisation.number}
    held = _held(users.values(), found, job)
    known = Known(users, numbers, names, held, {(user, organisation) for user, organisation, _ in held})
    if job.record.send_invitations:
        known.invitable = unused_among(users.values())
        known.invited = _invited(named.emails, job)
    return known


def users_with(emails: set[str]) -> dict[str, User]:
    """Accounts by address: of those who sign in with it, and before them of those who have confirmed it."""
    users = {user.email: user for user in User.objects.filter(email__in=emails)}
    confirmed = EmailAddress.objects.filter(email__in=emails, verified=True).select_related("user")
    return users | {address.email: address.user for address in confirmed}


def _organisations(named: Named) -> list[Organisation]:
    """Those in use that the lines name, by number or by name in any case."""
    active = Organisation.objects.filter(state=OrganisationState.ACTIVE)
    found = {one.pk: one for one in active.filter(number__in=named.numbers)} if named.numbers else {}
    if named.names:
        # Databases fold Å and Ø each in their own way, so the names are compared here.
        every = active.order_by().values_list("pk", "name")
        wanted = [pk for pk, name in every if plain(name) in named.names and pk not in found]
        found |= active.in_bulk(wanted) if wanted else {}
    return list(found.values())


def _held(users: Iterable[User], organisations: Iterable[Organisation], job: Job) -> set[tuple[int, int, str]]:
    """Roles that hold today or later: somebody's end that is set already is not undone by a list."""
    today = timezone.localdate(job.at)
    memberships = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        user__in=[user.pk for user in users],
        organisation__in=[organisation.pk for organisation in organisations],
    )
    return set(memberships.values_list("user_id", "organisation_id", "role"))


def _invited(emails: set[str], job: Job) -> set[tuple[str, int]]:
    """Who has an invitation that is out and still works, and to which organisation."""
    out = Invitation.objects.filter(state=InvitationState.SENT, expires_at__gt=job.at, email__in=emails)
    return set(out.values_list("email", "organisation_id"))
