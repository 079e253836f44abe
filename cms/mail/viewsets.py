from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import ModelPermissionPolicy

from .models import OutboxMessage


class ReadOnlyPolicy(ModelPermissionPolicy):
    """What is looked at in the admin and never written there."""

    def user_has_permission(self, user, action):  # type: ignore[no-untyped-def]
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):  # type: ignore[no-untyped-def]
        return any(self.user_has_permission(user, action) for action in actions)


class OutboxViewSet(ModelViewSet):
    model = OutboxMessage
    icon = "mail"
    menu_label = _("Outbox")
    menu_order = 540
    add_to_admin_menu = True
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = ("subject", "to_address", "state", "kind", "created_at", "sent_at")
    list_filter = ("state", "kind")
    search_fields = ("subject", "to_address")
    inspect_view_fields = (
        "subject",
        "to_address",
        "language",
        "state",
        "text",
        "created_at",
        "due_at",
        "sent_at",
        "attempts",
        "last_error",
    )
    form_fields = ("subject",)
