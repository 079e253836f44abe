from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from cms.log_words import register_actions
from events.rules import may_run_events

from .log import ACTIONS


class InvoicesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_run_events(request.user)


@hooks.register("register_admin_urls")
def admin_addresses() -> list[URLPattern | URLResolver]:
    return [path("invoices/", include("events.invoicing.admin_urls"))]


@hooks.register("register_admin_menu_item")
def invoices_menu_item() -> MenuItem:
    return InvoicesMenuItem(
        _("Invoices"), reverse_lazy("invoices_admin:invoices"), name="invoices", icon_name="doc-full", order=165
    )


@hooks.register("register_log_actions")
def invoicing_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)
