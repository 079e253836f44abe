from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry

from cms.log_words import register_actions
from cms.people.models import User

from .rules import may_remove_second_factors

ACTIONS = {
    "sign_in.end_sessions": (_("Sign out elsewhere"), _("Signed out in other places")),
    "sign_in.add_factor": (_("Add a second factor"), _("Added a second factor for signing in")),
    "sign_in.remove_factor": (_("Remove a second factor"), _("Removed a second factor for signing in")),
    "sign_in.remove_factors": (_("Remove a lost second step"), _("Removed a second step that was lost")),
}


@hooks.register("register_admin_urls")
def admin_addresses() -> list[URLPattern | URLResolver]:
    return [path("sign-in/", include("cms.sign_in.admin_urls"))]


@hooks.register("register_user_listing_buttons")
def remove_second_factors_button(user: User, request_user: Any) -> Iterator[Button]:
    """Beside each person in the list, for those who may."""
    if may_remove_second_factors(request_user, user):
        url = reverse("sign_in_admin:remove_second_factors", args=[user.pk])
        yield Button(_("Lost phone or key…"), url=url, icon_name="key", priority=35)


@hooks.register("register_account_menu_item")
def own_security(request: HttpRequest) -> dict[str, Any]:
    """On Wagtail's page of one's own settings: where password, address and second step are changed."""
    words = _("Password, e-mail addresses, passkeys and where you are signed in.")
    return {"url": reverse("security"), "label": _("Sign-in and security"), "help_text": words}


@hooks.register("register_account_menu_item")
def own_profile(request: HttpRequest) -> dict[str, Any]:
    return {"url": reverse("profile"), "label": _("Name and language"), "help_text": ""}


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)
