from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from . import bulk_actions
from .rules import may_give_roles
from .viewsets import MembershipViewSet, OrganisationViewSet


@hooks.register("register_admin_viewset")
def organisations() -> list[ViewSet]:
    return [OrganisationViewSet("organisations"), MembershipViewSet("memberships")]


@hooks.register("register_admin_urls")
def role_addresses() -> list[URLPattern | URLResolver]:
    return [path("roles/", include("cms.people.admin_urls"))]


class RolesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_give_roles(request.user)


@hooks.register("register_settings_menu_item")
def roles_menu_item() -> MenuItem:
    return RolesMenuItem(_("Roles"), reverse("people_admin:roles"), name="roles", icon_name="group", order=590)


# After Wagtail's own, whose place they take.
for action in bulk_actions.OURS:
    hooks.register("register_bulk_action", action, order=100)
hooks.register("after_bulk_action", bulk_actions.leave_lines)
