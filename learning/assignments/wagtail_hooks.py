from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from cms import clock
from cms.log_words import register_actions

from ..rules import is_in_some_staff

ACTIONS = {
    "assignments.hand_in": (_("Hand in an assignment"), _("Handed in an assignment")),
    "assignments.take_back": (_("Take an assignment back"), _("Took an assignment back")),
    "assignments.publish": (_("Publish feedback"), _("Published feedback on an assignment")),
    "assignments.attach_file": (_("Add a file to feedback"), _("Added a file to the feedback")),
    "assignments.take_file_off": (_("Remove a file from feedback"), _("Removed a file from the feedback")),
    "assignments.review_deadline": (
        _("Deadline for assessing others"),
        _("Said until when learners assess each other"),
    ),
    "assignments.go_on_without": (_("Go on without the missing"), _("Went on without assessments that were not sent")),
    "assignments.review": (_("Assess another learner"), _("Assessed another learner’s assignment")),
}


@hooks.register("register_log_actions")
def assignment_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)


class QueueMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return is_in_some_staff(request.user, at=clock.now())


@hooks.register("register_admin_menu_item")
def queue_menu_item() -> MenuItem:
    return QueueMenuItem(
        _("Assignments"),
        reverse_lazy("assignments_admin:queue"),
        name="assignments",
        icon_name="upload",
        order=154,
    )


@hooks.register("register_admin_urls")
def admin_addresses() -> list[URLPattern | URLResolver]:
    return [path("learning/assignments/", include("learning.assignments.admin.urls"))]
