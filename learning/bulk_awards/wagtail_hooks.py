from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from cms.log_words import register_actions

from .rules import may_award_to_lists

ACTIONS = {
    "bulk_awards.check": (_("Check a list to award"), _("Checked a list of people to award")),
    "bulk_awards.start": (_("Award to a list"), _("Started awarding to a list")),
    "bulk_awards.finish": (_("Finish awarding to a list"), _("Awarded to everybody in the list")),
}


class AwardsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_award_to_lists(request.user)


@hooks.register("register_log_actions")
def award_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)


@hooks.register("register_admin_menu_item")
def awards_menu_item() -> MenuItem:
    words = _("Award to a list")
    return AwardsMenuItem(words, reverse_lazy("bulk_awards"), name="bulk-awards", icon_name="tick-inverse", order=155)
