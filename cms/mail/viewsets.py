from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cms.admin_lists import PlainInspectView, ReadOnlyViewSet
from cms.sanitise import people_html

from .models import OutboxMessage


class OutboxInspectView(PlainInspectView):
    def get_text_display_value(self) -> SafeString:
        """The mail as it reads, with its paragraphs."""
        return people_html(self.object.text)


class OutboxViewSet(ReadOnlyViewSet):
    model = OutboxMessage
    icon = "mail"
    menu_label = _("Outbox")
    menu_order = 540
    add_to_admin_menu = True
    inspect_view_class = OutboxInspectView
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
