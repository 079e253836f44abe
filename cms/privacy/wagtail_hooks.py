"""The privacy section of the admin, the way to it from a person, and words for the log."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ViewSetGroup
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from cms.admin_lists import ReadOnlyPolicy
from cms.log_words import register_actions
from cms.people.models import User

from .models import AccessLogEntry, Consent, Erasure, ExportRequest, RetentionRun
from .rules import may_erase, may_read_privacy_lists
from .viewsets import PrivacyViewSetGroup

ACTIONS = {
    "privacy.ask_copy": (_("Ask for a copy of one's own data"), _("Asked for a copy of their data")),
    "privacy.erase": (_("Erase person"), _("Erased the person")),
    "privacy.consent": (_("Consent"), _("Gave consent")),
    "privacy.withdraw_consent": (_("Withdraw consent"), _("Took back consent")),
    "privacy.keep_sensitive": (_("Keep sensitive answer"), _("Kept a sensitive answer")),
    "privacy.retain": (_("Apply retention"), _("Went through what has been kept long enough")),
    "privacy.warn_unused": (_("Warn of erasure"), _("Warned that the account will be erased")),
}


class PrivacyListPolicy(ReadOnlyPolicy):
    """Looked at by auditors and coordinators; written by nobody."""

    def user_has_permission(self, user, action):  # type: ignore[no-untyped-def]
        return action == "view" and may_read_privacy_lists(user)


for model in (AccessLogEntry, Consent, Erasure, ExportRequest, RetentionRun):
    register_permission_policy(model, PrivacyListPolicy(model))


@hooks.register("register_log_actions")
def privacy_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)


@hooks.register("register_admin_viewset")
def privacy_lists() -> ViewSetGroup:
    return PrivacyViewSetGroup()


@hooks.register("register_admin_urls")
def admin_addresses() -> list[URLPattern | URLResolver]:
    return [path("privacy/", include("cms.privacy.admin_urls"))]


@hooks.register("register_user_listing_buttons")
def erase_button(user: User, request_user: Any) -> Iterator[Button]:
    """Beside each person in the list, for those who may."""
    if may_erase(request_user, user):
        url = reverse("privacy_admin:erase_person", args=[user.pk])
        yield Button(_("Erase this person…"), url=url, icon_name="bin", priority=40)
