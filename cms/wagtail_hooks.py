from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from .admin_lists import ReadOnlyPolicy
from .log_words import register_actions
from .models import ContactMessage
from .people.log_actions import ORGANISATION_ACTIONS
from .viewsets import ContactMessageViewSet

register_permission_policy(ContactMessage, ReadOnlyPolicy(ContactMessage))

ACTIONS = {
    "people.register": (_("Register person"), _("Registered")),
    "people.join": (_("Join organisation"), _("Joined the organisation")),
}


@hooks.register("register_log_actions")
def people_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)
    register_actions(actions, ORGANISATION_ACTIONS)


@hooks.register("register_admin_viewset")
def contact_messages() -> ViewSet:
    return ContactMessageViewSet("contact_messages")
