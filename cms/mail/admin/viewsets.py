from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.widgets.button import Button

from cms.admin_lists import PlainInspectView, ReadOnlyPolicy, ReadOnlyViewSet
from cms.sanitise import people_html

from ..enums import WAITING_STATES, MessageState
from ..messages import name_of_kind
from ..models import OutboxMessage, RefusedAddress
from ..rules import may_check_set_up, may_mend_addresses, may_mend_outbox, may_see_messages


class OutboxInspectView(PlainInspectView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """A message is never edited; it can be tried again when it was given up, or cancelled while it waits."""
        if not may_mend_outbox(self.request.user):
            return []
        if self.object.state == MessageState.FAILED:
            return [Button(_("Try again…"), url=reverse("mail_retry", args=[self.object.pk]), icon_name="redirect")]
        if self.object.state in WAITING_STATES:
            return [Button(_("Cancel…"), url=reverse("mail_cancel", args=[self.object.pk]), icon_name="cross")]
        return []

    def get_page_subtitle(self) -> str:
        return f"{name_of_kind(self.object.kind)} → {self.object.to_address}"

    def get_due_at_display_value(self) -> str:
        return due_in_words(self.object)

    def get_text_display_value(self) -> SafeString:
        """The mail as it reads, with its paragraphs."""
        return people_html(self.object.text)

    def get_html_display_value(self) -> SafeString:
        """The mail as it looks, in a frame that runs nothing and fetches nothing."""
        return framed(reverse("mail_html", args=[self.object.pk]), _now("The mail as it looks"))

    def get_kind_display_value(self) -> str:
        return f"{name_of_kind(self.object.kind)} ({self.object.kind})"


def due_in_words(message: OutboxMessage) -> str:
    """When it leaves. What has left, or never will, is not due: the moment kept there is when a worker would have
    taken it up again."""
    if message.state not in WAITING_STATES:
        return "–"
    return formats.date_format(timezone.localtime(message.due_at), "SHORT_DATETIME_FORMAT")


def framed(url: str, title: str) -> SafeString:
    return format_html(
        '<iframe class="w-w-full" sandbox src="{}" title="{}" width="640" height="560"></iframe>', url, title
    )


class OutboxViewSet(ReadOnlyViewSet):
    model = OutboxMessage
    icon = "mail"
    menu_label = _("Outbox")
    inspect_view_class = OutboxInspectView
    list_display: ClassVar[list[Any]] = [
        "subject",
        Column("kind", label=_("Kind"), accessor=lambda message: name_of_kind(message.kind), sort_key="kind"),
        "to_address",
        "state",
        Column("why", label=_("Why"), accessor="get_why_display"),
        Column("due_at", label=_("To be sent"), accessor=due_in_words, sort_key="due_at"),
        "sent_at",
    ]
    list_filter = ("state", "why", "category", "kind")
    search_fields = ("subject", "to_address")
    inspect_view_fields = (
        "subject",
        "to_address",
        "kind",
        "category",
        "language",
        "state",
        "why",
        "text",
        "html",
        "created_at",
        "due_at",
        "sent_at",
        "attempts",
        "last_error",
    )
    form_fields = ("subject",)


class AddressPolicy(ReadOnlyPolicy):
    """Coordinators see which people cannot be reached."""

    def user_has_permission(self, user, action):  # type: ignore[no-untyped-def]
        return action == "view" and may_mend_addresses(user)


class RefusedAddressInspectView(PlainInspectView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [Button(_("Trust it again…"), url=reverse("mail_trust", args=[self.object.pk]), icon_name="check")]


class RefusedAddressViewSet(ReadOnlyViewSet):
    model = RefusedAddress
    icon = "warning"
    menu_label = _("Refused addresses")
    inspect_view_class = RefusedAddressInspectView
    list_display = ("address", "reason", "refused_at")
    search_fields = ("address",)
    inspect_view_fields = ("address", "reason", "refused_at")
    form_fields = ("address",)


class _Page(MenuItem):
    """A menu item for a page that is no list, shown to whom a rule lets in."""

    def __init__(self, *args: Any, rule: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(self.rule(request.user))


class MailViewSetGroup(ViewSetGroup):
    menu_label = _("Mail")
    menu_icon = "mail"
    menu_order = 540
    items = (OutboxViewSet("outbox"), RefusedAddressViewSet("refused_addresses"))

    def get_submenu_items(self) -> list[MenuItem]:
        pages = (
            _Page(_("Messages"), reverse("mail_kinds"), icon_name="doc-full", order=50, rule=may_see_messages),
            _Page(_("Mail set-up"), reverse("mail_setup"), icon_name="cog", order=60, rule=may_check_set_up),
        )
        return [*super().get_submenu_items(), *pages]
