from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from cms.log_words import register_actions

from .domain.copies import point_inside

ACTIONS = {
    "gates.waive": (_("Waive"), _("Waived something in a course for a learner")),
    "gates.revoke_waiver": (_("Take waiver back"), _("Took the waiver back")),
    "gates.read_evidence": (_("Read evidence"), _("Fetched the evidence of the waiver")),
}


@hooks.register("register_log_actions")
def waiver_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)


@hooks.register("after_copy_page")
def gates_of_a_copy(request: HttpRequest, page: Page, new_page: Page) -> None:
    point_inside(original=page, copy=new_page)


@hooks.register("register_admin_urls")
def admin_addresses() -> list[URLPattern | URLResolver]:
    return [path("learning/courses/<int:pk>/", include("learning.gates.admin.urls"))]
