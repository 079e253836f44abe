from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from .models import ContactMessage
from .sanitise import people_html


class ContactMessageInspectView(InspectView):
    def get_message_display_value(self) -> SafeString:
        """What a stranger wrote: addresses become links, everything else is text."""
        return people_html(self.object.message)


class ContactMessageViewSet(ModelViewSet):
    model = ContactMessage
    icon = "mail"
    menu_label = _("Contact messages")
    menu_order = 535
    add_to_admin_menu = True
    inspect_view_enabled = True
    inspect_view_class = ContactMessageInspectView
    copy_view_enabled = False
    list_display = ("subject", "name", "email", "sent_at", "reference")
    search_fields = ("subject", "name", "email", "reference")
    inspect_view_fields: Any = ("reference", "sent_at", "name", "email", "language", "subject", "message")
    form_fields = ("subject",)
