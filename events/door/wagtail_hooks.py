from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from cms.log_words import register_actions
from events.rules import may_run_events

ACTIONS = {
    "door.correct": (_("Correct attendance"), _("Corrected whether somebody came")),
    "door.settle": (_("Settle attendance"), _("Settled who came")),
    "door.report": (_("Write in an attendance report"), _("Wrote in the attendance report of an online meeting")),
    "door.award": (_("Award to who came"), _("Started awarding certificates to those who came")),
    "door.awarded": (_("Finish awarding to who came"), _("Awarded certificates to those who came")),
    "door.walk_in": (_("Let in without a booking"), _("Gave a free place at the door")),
    "door.plan_survey": (_("Plan a survey"), _("Planned a survey of those who come")),
    "door.take_back_survey": (_("Take back a survey"), _("Took back a survey of those who come")),
    "door.let_go": (_("Let places go"), _("Let go the places of those who had not come")),
    "door.give_back": (_("Give a place back"), _("Gave back a place that had been let go")),
    "door.badges": (_("Make name badges"), _("Made a sheet of name badges")),
}


@hooks.register("register_log_actions")
def door_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)


@hooks.register("register_admin_urls")
def admin_addresses() -> list[URLPattern | URLResolver]:
    return [path("events/after/", include("events.door.admin_urls"))]


class TurnoutMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_run_events(request.user)


@hooks.register("register_reports_menu_item")
def turnout_menu_item() -> MenuItem:
    return TurnoutMenuItem(
        _("How many came to events"), reverse_lazy("after_admin:report"), name="turnout", icon_name="table", order=720
    )
