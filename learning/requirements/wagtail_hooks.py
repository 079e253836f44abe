from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.log_actions import LogActionRegistry

from cms.log_words import register_actions

from .rules import may_define_paths, may_see_all_standings

ACTIONS = {
    "requirements.define": (_("Define requirement"), _("Defined the requirement")),
    "requirements.change": (_("Change requirement"), _("Wrote a version of the requirement")),
    "requirements.publish_path": (_("Publish learning path"), _("Published the learning path")),
    "requirements.change_path": (_("Change learning path"), _("Wrote a version of the learning path")),
    "requirements.export": (_("Export requirements"), _("Exported the requirements of the organisation")),
    "requirements.export_all": (_("Export all requirements"), _("Exported the requirements of all organisations")),
}


class MenuItemFor(MenuItem):
    """Shown to those who may open what it leads to."""

    def __init__(self, label: Any, url: Any, *, may: Callable[[Any], bool], **kwargs: Any) -> None:
        super().__init__(label, url, **kwargs)
        self.may = may

    def is_shown(self, request: HttpRequest) -> bool:
        return self.may(request.user)


@hooks.register("register_log_actions")
def requirement_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    return [path("", include("learning.requirements.admin.urls"))]


@hooks.register("register_admin_menu_item")
def menu_items() -> MenuItem:
    address = "requirements_admin:{}".format
    items = [
        MenuItemFor(_("Who is covered"), reverse_lazy(address("standings")), may=may_see_all_standings, order=10),
        MenuItemFor(_("Requirements"), reverse_lazy(address("requirements")), may=may_see_all_standings, order=20),
        MenuItemFor(_("Learning paths"), reverse_lazy(address("paths")), may=may_define_paths, order=30),
    ]
    return SubmenuMenuItem(_("Requirements"), Menu(items=items), name="requirements", icon_name="tasks", order=155)
