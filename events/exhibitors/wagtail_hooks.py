from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from cms.log_words import register_actions

from .log import ACTIONS


@hooks.register("register_log_actions")
def exhibitor_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)


@hooks.register("register_admin_urls")
def admin_addresses() -> list[URLPattern | URLResolver]:
    return [path("events/", include("events.exhibitors.admin_urls"))]
