from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from cms.log_words import register_actions

from .rules import may_see_bank

ACTIONS = {
    "bank.create": (_("Make question"), _("Made the question")),
    "bank.revise": (_("Revise question"), _("Made a new version of the question")),
    "bank.file": (_("File question"), _("Changed tags or category of the question")),
    "bank.retire": (_("Retire question"), _("Retired the question")),
    "bank.bring_back": (_("Bring question back"), _("Brought the question back")),
    "bank.import": (_("Import questions"), _("Imported questions")),
}


@hooks.register("register_log_actions")
def bank_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)


class BankMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_bank(request.user)


@hooks.register("register_admin_menu_item")
def bank_menu_item() -> MenuItem:
    return BankMenuItem(
        _("Question bank"), reverse_lazy("bank_admin:questions"), name="bank", icon_name="help", order=155
    )


@hooks.register("register_admin_urls")
def admin_addresses() -> list[URLPattern | URLResolver]:
    return [path("learning/bank/", include("learning.bank.admin.urls"))]
