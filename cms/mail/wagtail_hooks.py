from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from cms.admin_lists import ReadOnlyPolicy
from cms.log_words import register_actions

from .admin.outbox_views import CancelView, RetryView, TrustView, mail_html
from .admin.previews import MessageKindsView, PreviewView, preview_html
from .admin.setup_views import MailSetUpView
from .admin.viewsets import AddressPolicy, MailViewSetGroup
from .models import OutboxMessage, RefusedAddress

register_permission_policy(OutboxMessage, ReadOnlyPolicy(OutboxMessage))
register_permission_policy(RefusedAddress, AddressPolicy(RefusedAddress))

ACTIONS = {
    "mail.retry": (_("Try mail again"), _("Let a mail be tried again")),
    "mail.cancel": (_("Cancel mail"), _("Cancelled a mail")),
    "mail.trust": (_("Trust address"), _("Took the mark off a refused address")),
    "mail.choose": (_("Choose mail"), _("Chose how to get mail")),
    "mail.quiet_hours": (_("Choose quiet hours"), _("Chose quiet hours")),
}


@hooks.register("register_log_actions")
def mail_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)


@hooks.register("register_admin_viewset")
def mail_lists() -> ViewSetGroup:
    return MailViewSetGroup()


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("mail/<int:pk>/html/", mail_html, name="mail_html"),
        path("mail/<int:pk>/retry/", RetryView.as_view(), name="mail_retry"),
        path("mail/<int:pk>/cancel/", CancelView.as_view(), name="mail_cancel"),
        path("mail/addresses/<int:pk>/trust/", TrustView.as_view(), name="mail_trust"),
        path("mail/messages/", MessageKindsView.as_view(), name="mail_kinds"),
        path("mail/messages/html/<path:kind>/", preview_html, name="mail_preview_html"),
        path("mail/messages/<path:kind>/", PreviewView.as_view(), name="mail_preview"),
        path("mail/set-up/", MailSetUpView.as_view(), name="mail_setup"),
    ]
