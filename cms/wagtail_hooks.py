from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from .admin_lists import ReadOnlyPolicy
from .log_words import register_actions
from .models import ContactMessage
from .people.log_actions import ORGANISATION_ACTIONS
from .people.rules import may_read_log
from .views.audit_log import AuditLogView
from .viewsets import ContactMessageViewSet
from .waiting import WaitingPanel

register_permission_policy(ContactMessage, ReadOnlyPolicy(ContactMessage))

ACTIONS = {
    "people.register": (_("Register person"), _("Registered")),
    "people.join": (_("Join organisation"), _("Joined the organisation")),
    "people.sign_in": (_("Sign in"), _("Signed in")),
    "people.set_up_role": (_("Set up role"), _("Set up what the role may")),
    "people.give_role": (_("Give role"), _("Gave a role")),
    "people.take_role": (_("Take away role"), _("Took away a role")),
    "people.change_many": (_("Change several people"), _("Changed together with others")),
}


@hooks.register("register_log_actions")
def people_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)
    register_actions(actions, ORGANISATION_ACTIONS)


@hooks.register("construct_homepage_panels")
def what_waits(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(WaitingPanel(request))


@hooks.register("register_admin_viewset")
def contact_messages() -> ViewSet:
    return ContactMessageViewSet("contact_messages")


@hooks.register("register_admin_urls")
def audit_log_address() -> list[URLPattern]:
    return [path("audit-log/", AuditLogView.as_view(), name="audit_log")]


class AuditLogMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read_log(request.user)


@hooks.register("register_reports_menu_item")
def audit_log_menu_item() -> MenuItem:
    return AuditLogMenuItem(_("Audit log"), reverse("audit_log"), name="audit-log", icon_name="history", order=990)
