from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .admin_lists import PlainInspectView, ReadOnlyViewSet
from .models import ContactMessage
from .sanitise import people_html


class ContactMessageInspectView(PlainInspectView):
    def get_message_display_value(self) -> SafeString:
        """What a stranger wrote: addresses become links, everything else is text."""
        return people_html(self.object.message)


class ContactMessageViewSet(ReadOnlyViewSet):
    model = ContactMessage
    icon = "mail"
    menu_label = _("Contact messages")
    menu_order = 535
    add_to_admin_menu = True
    inspect_view_class = ContactMessageInspectView
    list_display = ("subject", "name", "email", "sent_at", "reference")
    search_fields = ("subject", "name", "email", "reference")
    inspect_view_fields: Any = ("reference", "sent_at", "name", "email", "language", "subject", "message")
    form_fields = ("subject",)
