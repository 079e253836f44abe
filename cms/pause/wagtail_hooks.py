from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from cms.log_words import register_actions

from .admin.views import EndPauseView, PausesView
from .rules import may_pause

ACTIONS = {
    "pause.declare": (_("Declare crisis pause"), _("Let the timers stand still")),
    "pause.end": (_("End crisis pause"), _("Let the timers run again")),
}


@hooks.register("register_log_actions")
def pause_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("crisis-pause/", PausesView.as_view(), name="pauses"),
        path("crisis-pause/<int:pk>/end/", EndPauseView.as_view(), name="end_pause"),
    ]


class PauseMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_pause(request.user)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """High up: it is looked for in a hurry."""
    return PauseMenuItem(_("Crisis pause"), reverse("pauses"), name="crisis-pause", icon_name="time", order=60)
