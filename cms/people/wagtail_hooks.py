from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry

from cms.log_words import register_actions

from .viewsets import MembershipViewSet, OrganisationViewSet


@hooks.register("register_admin_viewset")
def organisations() -> list[ViewSet]:
    return [OrganisationViewSet("organisations"), MembershipViewSet("memberships")]


INVITATION_ACTIONS = {
    "people.invite": (_("Invite"), _("Sent an invitation")),
    "people.withdraw_invitation": (_("Withdraw invitation"), _("Withdrew the invitation")),
    "people.accept_invitation": (_("Accept invitation"), _("Accepted the invitation")),
    "people.open_account": (_("Open account"), _("Took an account that an import had made into use")),
}


@hooks.register("register_log_actions")
def invitation_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, INVITATION_ACTIONS)
