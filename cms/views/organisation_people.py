"""One person in an organisation: their roles, and giving, moving and ending them."""

from typing import Any

from django.contrib.messages import info, success
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from .. import clock
from ..people.domain import memberships as verbs
from ..people.enums import MembershipRole
from ..people.models import Membership, Organisation, User
from ..people.organisation_page_forms import EndRoleForm, GiveRoleForm, PeopleSearchForm, PersonForm, UnitChoiceForm
from ..people.people_lists import PeopleWanted, people_of, roles_in
from ..people.queries import role_order
from ..people.requests import SignedInRequest
from .looked_after import looked_after

# People to choose among at once.
CHOICES = 20


def last_contact_words() -> str:
    """Said wherever the last contact person would leave."""
    return _(
        "You are the only contact person, and somebody must be able to answer for the organisation."
        " Make another person contact first, or ask the centre."
    )


@looked_after
@never_cache
def person(request: SignedInRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """A person's roles here, now and before, and the form that gives another."""
    who, roles = _person_here(organisation, pk)
    form = GiveRoleForm(request.POST or None, organisation=organisation, today=clock.today())
    if request.method == "POST" and form.is_valid() and _gave_role(request, form, who, organisation):
        return redirect("organisation_person", key=organisation.key, pk=pk)
    today = clock.today()
    ended = [one for one in roles if one.ends_on and one.ends_on < today]
    current = sorted((one for one in roles if one not in ended), key=lambda one: role_order(one.role))
    context = {"organisation": organisation, "person": who, "current": current, "ended": ended, "form": form}
    context |= {"today": today, "has_units": "unit" in form.fields}
    return render(request, "cms/organisation_person.html", context)


@looked_after
@never_cache
def end_role(request: SignedInRequest, organisation: Organisation, pk: int) -> HttpResponse:
    membership = get_object_or_404(organisation.memberships.select_related("user"), pk=pk)
    context = {"organisation": organisation, "person": membership.user, "membership": membership}

    def end(form: EndRoleForm) -> None:
        verbs.end_membership(membership=membership, ends_on=form.ends_on, by=request.user, at=clock.now())

    back = _after_end(organisation, membership.user_id)
    return answer_end(request, end, template="cms/organisation_end_role.html", context=context, back=back)


@looked_after
@never_cache
def remove(request: SignedInRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Every role of the person ends: they are out of the organisation."""
    who, roles = _person_here(organisation, pk)
    today = clock.today()
    current = [one for one in roles if one.ends_on is None or one.ends_on >= today]
    context = {"organisation": organisation, "person": who, "current": current}

    def end(form: EndRoleForm) -> None:
        verbs.leave_organisation(
            user=who, organisation=organisation, ends_on=form.ends_on, by=request.user, at=clock.now()
        )

    back = _after_end(organisation, pk)
    return answer_end(request, end, template="cms/organisation_remove.html", context=context, back=back)


@looked_after
@never_cache
def change_unit(request: SignedInRequest, organisation: Organisation, pk: int) -> HttpResponse:
    membership = get_object_or_404(organisation.memberships.select_related("user", "unit"), pk=pk)
    form = UnitChoiceForm(request.POST or None, organisation=organisation, initial={"unit": membership.unit_id})
    if request.method == "POST" and form.is_valid():
        unit = form.cleaned_data.get("unit")
        try:
            verbs.move_to_unit(membership=membership, unit=unit, by=request.user, at=clock.now())
        except verbs.AlreadyEnded:
            info(request, _("The role has ended already."))
        else:
            success(request, _("The unit is changed."))
        return redirect("organisation_person", key=organisation.key, pk=membership.user_id)
    context = {"organisation": organisation, "person": membership.user, "membership": membership, "form": form}
    return render(request, "cms/organisation_change_unit.html", context)


@looked_after
@never_cache
def give_vacant_role(request: SignedInRequest, organisation: Organisation, role: str) -> HttpResponse:
    """Choose who takes a role among those who are here: search, then one button for each."""
    if role not in MembershipRole.values:
        raise Http404
    if request.method == "POST":
        chosen = PersonForm(request.POST)
        who, _roles = _person_here(organisation, chosen.cleaned_data["person"] if chosen.is_valid() else 0)
        _give(request, who, organisation, role=role)
        return redirect(reverse("organisation", kwargs={"key": organisation.key}) + "#vacant-roles")
    form = PeopleSearchForm(request.GET)
    found = people_of(organisation, PeopleWanted(form.text()), on=clock.today())
    page = Paginator(found, CHOICES).get_page(request.GET.get("page"))
    people = User.objects.in_bulk(list(page.object_list))
    context = {"organisation": organisation, "role": role, "role_word": MembershipRole(role).label, "form": form}
    context |= {"page": page, "people": [people[key] for key in page.object_list], "many": len(found) > CHOICES}
    return render(request, "cms/organisation_give_role.html", context)


def answer_end(request: SignedInRequest, end: Any, *, template: str, context: dict, back: str) -> HttpResponse:
    """Ask from which day, let roles end, and say what came of it. `end` gets the cleaned form and calls one verb."""
    form = EndRoleForm(request.POST or None, today=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            end(form)
        except verbs.AlreadyEnded:
            info(request, _("The role had ended already. Nothing was changed."))
            return redirect(back)
        except verbs.EndsBeforeItStarts:
            form.add_error("first_day_without", _("The role began later than this. Choose a later day."))
        except verbs.LastContact:
            form.add_error(None, last_contact_words())
        else:
            success(request, _("The role ends as you said."))
            return redirect(back)
    return render(request, template, context | {"form": form}, status=422 if form.errors else 200)


def _gave_role(request: SignedInRequest, form: GiveRoleForm, who: User, organisation: Organisation) -> bool:
    """Give it, or put what is in the way on the form."""
    given = form.cleaned_data
    try:
        verbs.give_membership(
            user=who,
            organisation=organisation,
            role=given["role"],
            unit=given.get("unit"),
            starts_on=given["starts_on"],
            by=request.user,
            at=clock.now(),
        )
    except verbs.AlreadyHeld:
        form.add_error("role", _("%(name)s has this role in that time already.") % {"name": who.name or who.email})
        return False
    success(request, _("The role is given."))
    return True


def _give(request: SignedInRequest, who: User, organisation: Organisation, *, role: str) -> None:
    today = clock.today()
    try:
        verbs.give_membership(
            user=who, organisation=organisation, role=role, starts_on=today, by=request.user, at=clock.now()
        )
    except verbs.AlreadyHeld:
        info(request, _("%(name)s has this role already.") % {"name": who.name or who.email})
    else:
        words = {"name": who.name or who.email, "role": MembershipRole(role).label}
        success(request, _("%(name)s has the role from today: %(role)s.") % words)


def _person_here(organisation: Organisation, pk: int) -> tuple[User, list[Membership]]:
    """Somebody who has or had a role here; everybody else is not found."""
    roles = roles_in(organisation, [pk]).get(pk)
    if not roles or not roles[0].user.is_active:
        raise Http404
    return roles[0].user, roles


def _after_end(organisation: Organisation, user_id: int) -> str:
    return reverse("organisation_person", kwargs={"key": organisation.key, "pk": user_id})
