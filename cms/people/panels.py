"""What the ground floor itself hangs on the organisation's page and on my day."""

from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cms import clock
from cms.evidence import EvidenceSource, evidence_held, register_evidence, roles_as_evidence
from cms.hook_points import my_day_panels, organisation_panels

from .enums import MembershipRole
from .expected import proposed_roles
from .models import ExpectedRole, Invitation, Membership, Organisation
from .organisation_page_forms import PeopleFilterForm
from .people_lists import PeopleWanted, people_of, roles_in
from .presence import has_any, register_presence
from .queries import (
    current_memberships,
    memberships_of,
    open_invitations,
    places_of,
    role_order,
    vacant_roles,
)
from .requests import SignedInRequest
from .rules import is_coordinator

# How many people of an organisation are shown at once.
PEOPLE = 25
INVITATIONS = 10
# What a person may have, as `presence.py` asks it.
GROUPS = "groups"
# A search is offered when there are more than can be taken in at a glance.
MANY = 10


def hang() -> None:
    """Hang the panels and register the evidence of the ground floor, once Django is up."""
    register_presence(GROUPS, lambda user: user.groups.all())
    my_day_panels.register(waiting_for_me, order=5)
    my_day_panels.register(work_at_the_centre, order=40)
    organisation_panels.register(roles_and_vacancies, order=20)
    organisation_panels.register(people_and_roles, order=30)
    organisation_panels.register(invitations, order=40)
    organisation_panels.register(details, order=70)
    organisation_panels.register(evidence, order=90)
    register_evidence(EvidenceSource(rows=roles_as_evidence, order=10))


def waiting_for_me(request: SignedInRequest) -> SafeString | None:
    """On my day of a contact person: roles that nobody holds today."""
    today = clock.today()
    mine = [one.organisation for one in places_of(memberships_of(request.user), on=today) if one.is_contact]
    vacant = vacant_roles(mine, on=today) if mine else {}
    if not vacant:
        return None
    rows = [
        {"organisation": one, "roles": [_word(role) for role in vacant[one.pk]]} for one in mine if one.pk in vacant
    ]
    return _drawn("cms/panels/waiting_for_me.html", request, rows=rows)


def work_at_the_centre(request: SignedInRequest) -> SafeString | None:
    """On my day of staff: the way to the admin. Whoever is in no group is not asked further."""
    user = request.user
    if not (user.is_superuser or has_any(user, GROUPS)) or not user.has_perm("wagtailadmin.access_admin"):
        return None
    return _drawn("cms/panels/work_at_the_centre.html", request, coordinator=is_coordinator(user))


def roles_and_vacancies(request: HttpRequest, *, organisation: Organisation) -> SafeString:
    """Roles somebody ought to hold, who does, and which are vacant today. Computed from dates at every look."""
    today = clock.today()
    expected = sorted(_expected(organisation), key=role_order)
    holders: dict[str, list[Membership]] = {}
    held = current_memberships(on=today).filter(organisation=organisation, role__in=expected, user__is_active=True)
    for membership in held.select_related("user").order_by("starts_on", "pk"):
        holders.setdefault(membership.role, []).append(membership)
    rows = [{"role": role, "word": _word(role), "holders": holders.get(role, [])} for role in expected]
    proposed = [] if expected else [{"role": role, "word": _word(role)} for role in proposed_roles(organisation.kind)]
    vacant = [row for row in rows if not row["holders"]]
    invited = _invited(organisation) if vacant else {}
    for row in vacant:
        row["invited"] = invited.get(row["role"], [])
    return _drawn(
        "cms/panels/vacant_roles.html",
        request,
        organisation=organisation,
        rows=rows,
        vacant=vacant,
        held_count=len(rows) - len(vacant),
        proposed=proposed,
    )


def _invited(organisation: Organisation) -> dict[str, list[Invitation]]:
    """Whose answer is waited for, by role, while their link works. One query."""
    found: dict[str, list[Invitation]] = {}
    for one in open_invitations(organisation).filter(expires_at__gt=clock.now()):
        found.setdefault(one.role, []).append(one)
    return found


def people_and_roles(request: HttpRequest, *, organisation: Organisation) -> SafeString:
    """Who is here, by name, with roles, unit and what they hold; searched and paged."""
    today = clock.today()
    form = PeopleFilterForm(request.GET, units=list(organisation.units.all()))
    wanted = form.wanted()
    page = Paginator(people_of(organisation, wanted, on=today), PEOPLE).get_page(request.GET.get("people"))
    shown = list(page.object_list)
    roles, held = roles_in(organisation, shown), evidence_held(organisation, shown, on=today)
    rows = [_person_row(roles[key], held[key], today, left=wanted.left) for key in shown]
    filtered = replace(wanted, left=False) != PeopleWanted()
    return _drawn(
        "cms/panels/people_and_roles.html",
        request,
        organisation=organisation,
        form=form,
        page=page,
        rows=rows,
        left=wanted.left,
        filtered=filtered,
        searchable=filtered or page.paginator.count > MANY,
    )


def invitations(request: HttpRequest, *, organisation: Organisation) -> SafeString | None:
    """Invitations that wait for an answer. Two queries; one where there are none."""
    now = clock.now()
    page = Paginator(open_invitations(organisation), INVITATIONS).get_page(request.GET.get("invitations"))
    if not page.paginator.count:
        return None
    rows = [{"invitation": one, "expired": one.expires_at <= now} for one in page.object_list]
    return _drawn("people/panels/invitations.html", request, organisation=organisation, page=page, rows=rows)


def details(request: HttpRequest, *, organisation: Organisation) -> SafeString:
    """What the record says, and the ways to change it."""
    invoice = getattr(organisation, "invoice_address", None)
    return _drawn("cms/panels/details.html", request, organisation=organisation, invoice=invoice)


def evidence(request: HttpRequest, *, organisation: Organisation) -> SafeString:
    """The way to what can be shown at an inspection."""
    return _drawn("cms/panels/evidence.html", request, organisation=organisation)


def _expected(organisation: Organisation) -> list[str]:
    return list(ExpectedRole.objects.filter(organisation=organisation).values_list("role", flat=True))


def _person_row(memberships: list[Membership], held: int, today: Any, *, left: bool) -> dict[str, Any]:
    """Roles that hold or are to come; of somebody who left, those they had. Whoever has a role is a member too."""
    shown = [one for one in memberships if left or one.ends_on is None or one.ends_on >= today]
    if not left:
        shown = [one for one in shown if one.role != MembershipRole.MEMBER] or shown
    shown.sort(key=lambda one: (role_order(one.role), one.starts_on))
    return {"person": memberships[0].user, "roles": shown, "held": held}


def _word(role: str) -> Any:
    return MembershipRole(role).label


def _drawn(template: str, request: HttpRequest, **context: Any) -> SafeString:
    return SafeString(render_to_string(template, {**context, "today": clock.today()}, request))
