from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from cms.log_words import register_actions

from . import bulk_actions
from .admin.organisations import OrganisationPolicy, OrganisationViewSet
from .models import Organisation
from .rules import may_give_roles
from .viewsets import MembershipViewSet

register_permission_policy(Organisation, OrganisationPolicy(Organisation))

ACTIONS = {
    "people.register_organisation": (_("Register organisation"), _("Registered the organisation")),
    "people.approve_organisation": (_("Approve organisation"), _("Approved the organisation")),
    "people.refuse_organisation": (_("Refuse organisation"), _("Did not approve the organisation")),
    "people.close_organisation": (_("Close organisation"), _("Closed the organisation")),
    "people.merge_organisations": (_("Merge organisations"), _("Merged two records of one organisation")),
    "people.ask_to_join": (_("Ask to join"), _("Asked to join the organisation")),
    "people.answer_request": (_("Answer request to join"), _("Answered or took back the request to join")),
    "people.invite": (_("Invite"), _("Sent an invitation")),
    "people.withdraw_invitation": (_("Withdraw invitation"), _("Withdrew the invitation")),
    "people.close_invitation": (_("Close invitation"), _("Closed the invitation, because the role was given")),
    "people.accept_invitation": (_("Accept invitation"), _("Accepted the invitation")),
    "people.open_account": (_("Take account into use"), _("Took an account that an import had made into use")),
}


@hooks.register("register_log_actions")
def organisation_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)


@hooks.register("register_admin_viewset")
def organisations() -> list[ViewSet]:
    return [OrganisationViewSet("organisations"), MembershipViewSet("memberships")]


@hooks.register("register_admin_urls")
def people_addresses() -> list[URLPattern | URLResolver]:
    return [
        path("organisations/", include("cms.people.admin.urls")),
        path("roles/", include("cms.people.admin_urls")),
    ]


class RolesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_give_roles(request.user)


@hooks.register("register_settings_menu_item")
def roles_menu_item() -> MenuItem:
    return RolesMenuItem(_("Roles"), reverse("people_admin:roles"), name="roles", icon_name="group", order=590)


# After Wagtail's own, whose place they take.
for action in bulk_actions.OURS:
    hooks.register("register_bulk_action", action, order=100)
hooks.register("after_bulk_action", bulk_actions.leave_lines)
