from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from cms.log_words import register_actions

from .admin.organisations import OrganisationPolicy, OrganisationViewSet
from .models import Organisation
from .viewsets import MembershipViewSet

register_permission_policy(Organisation, OrganisationPolicy(Organisation))

ACTIONS = {
    "people.register_organisation": (_("Register organisation"), _("Registered the organisation")),
    "people.approve_organisation": (_("Approve organisation"), _("Approved the organisation")),
    "people.refuse_organisation": (_("Refuse organisation"), _("Did not approve the organisation")),
    "people.close_organisation": (_("Close organisation"), _("Closed the organisation")),
    "people.change_organisation": (_("Change organisation"), _("Changed units or invoice address")),
    "people.merge_organisations": (_("Merge organisations"), _("Merged two records of one organisation")),
    "people.ask_to_join": (_("Ask to join"), _("Asked to join the organisation")),
    "people.answer_request": (_("Answer request to join"), _("Answered or took back the request to join")),
}


@hooks.register("register_log_actions")
def organisation_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)


@hooks.register("register_admin_viewset")
def organisations() -> list[ViewSet]:
    return [OrganisationViewSet("organisations"), MembershipViewSet("memberships")]


@hooks.register("register_admin_urls")
def organisation_addresses() -> list[URLPattern | URLResolver]:
    return [path("organisations/", include("cms.people.admin.urls"))]
