from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from cms import clock
from cms.log_words import register_actions

from .queries import may_moderate_somewhere

ACTIONS = {
    "discussion.post": (_("Write in a discussion"), _("Wrote a post in a discussion")),
    "discussion.edit": (_("Edit a post"), _("Edited their own post")),
    "discussion.withdraw": (_("Withdraw a post"), _("Withdrew their own post")),
    "discussion.report": (_("Report a post"), _("Reported the post")),
    "discussion.approved": (_("Approve a post"), _("Approved the post")),
    "discussion.kept": (_("Keep a post"), _("Kept the post that was reported")),
    "discussion.held": (_("Hide a post until looked at"), _("The post was hidden after several reports")),
    "discussion.hidden": (_("Hide a post"), _("Hid the post")),
    "discussion.restored": (_("Show a post again"), _("Showed the post again")),
    "discussion.helpful": (_("Mark as helpful"), _("Marked the answer as helpful")),
    "discussion.not_helpful": (_("No longer helpful"), _("Took the mark as helpful away")),
    "discussion.close": (_("Close a thread"), _("Closed the thread")),
    "discussion.open": (_("Open a thread again"), _("Opened the thread again")),
    "discussion.pin": (_("Put a thread on top"), _("Put the thread on top")),
    "discussion.unpin": (_("Take a thread from the top"), _("Took the thread from the top")),
    "discussion.set": (_("Set a discussion"), _("Set the discussion of the course")),
    "discussion.mute": (_("Keep from writing"), _("Kept somebody from writing in the discussion")),
    "discussion.end_mute": (_("Let write again"), _("Let somebody write again in the discussion")),
}


@hooks.register("register_log_actions")
def discussion_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)


@hooks.register("register_admin_urls")
def admin_addresses() -> list[URLPattern | URLResolver]:
    return [path("discussion/", include("learning.discussion.admin.urls"))]


class ModerationMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_moderate_somewhere(request.user, at=clock.now())


@hooks.register("register_admin_menu_item")
def moderation_menu_item() -> MenuItem:
    url = reverse_lazy("discussion_admin:queue")
    return ModerationMenuItem(_("Discussions"), url, name="discussions", icon_name="comment", order=158)
