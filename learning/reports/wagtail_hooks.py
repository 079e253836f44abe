from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from cms.log_words import register_actions

from .rules import may_see_centre

ACTIONS = {
    "reports.ask": (_("Ask for report"), _("Asked for a report by mail")),
    "reports.change": (_("Change report"), _("Changed whether a report comes by mail")),
    "reports.export_course": (_("Export gradebook"), _("Exported the gradebook of the course")),
    "reports.export_organisation": (_("Export courses"), _("Exported who takes and has completed what")),
    "reports.export_centre": (_("Export sums"), _("Exported the centre’s sums")),
}


@hooks.register("register_log_actions")
def report_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)


class CentreMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_centre(request.user)


@hooks.register("register_admin_menu_item")
def centre_menu_item() -> MenuItem:
    return CentreMenuItem(
        _("The year in numbers"), reverse_lazy("reports:centre"), name="centre", icon_name="view", order=158
    )
