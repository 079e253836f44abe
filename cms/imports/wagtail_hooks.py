from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from cms.log_words import register_actions

from .rules import may_import_everywhere

ACTIONS = {
    "imports.upload": (_("Upload a list"), _("Uploaded a list")),
    "imports.start": (_("Start import"), _("Started the import")),
    "imports.finish": (_("Finish import"), _("Finished the import")),
    "imports.organisation": (_("Import organisation"), _("Created by an import")),
}


class ImportsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_import_everywhere(request.user)


@hooks.register("register_log_actions")
def import_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)


@hooks.register("register_admin_menu_item")
def imports_menu_item() -> MenuItem:
    return ImportsMenuItem(_("Import"), reverse_lazy("imports"), name="imports", icon_name="upload", order=540)
