from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from cms.log_words import register_actions

ACTIONS = {
    "joining.set_ways": (_("Set the ways into a course"), _("Set how people get into the course")),
    "joining.make_key": (_("Make a key"), _("Made a key to a course")),
    "joining.revoke_key": (_("Revoke a key"), _("Revoked the key to a course")),
    "joining.use_key": (_("Use a key"), _("Came into a course with the key")),
    "joining.ask": (_("Ask to take a course"), _("Asked to take a course")),
    "joining.take_back": (_("Take a request back"), _("Took back the request to take a course")),
    "joining.answer": (_("Answer a request to take a course"), _("Answered the request to take a course")),
    "joining.invite": (_("Invite to a course"), _("Sent an invitation to a course")),
    "joining.withdraw_invitation": (_("Withdraw an invitation to a course"), _("Withdrew the invitation to a course")),
    "joining.accept_invitation": (_("Accept an invitation to a course"), _("Accepted the invitation to a course")),
    "joining.check_list": (_("Check a list to enrol"), _("Checked a list of people to enrol")),
    "joining.start_list": (_("Enrol a list"), _("Started enrolling a list of people")),
    "joining.set_group": (_("Set up a group"), _("Set up or changed the group of a course")),
    "joining.place": (_("Put into a group"), _("Put the enrolment into a group")),
    "joining.take_out": (_("Take out of a group"), _("Took the enrolment out of a group")),
    "joining.let_teach": (_("Let teach a group"), _("Let somebody teach the group")),
    "joining.end_teaching": (_("End teaching a group"), _("Ended somebody’s teaching of the group")),
}


@hooks.register("register_log_actions")
def joining_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)


@hooks.register("register_admin_urls")
def admin_addresses() -> list[URLPattern | URLResolver]:
    return [path("joining/", include("learning.joining.admin.urls"))]


class EnrolmentMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("learning.view_course")


@hooks.register("register_admin_menu_item")
def enrolment_menu_item() -> MenuItem:
    return EnrolmentMenuItem(
        _("Enrolment"), reverse_lazy("joining_admin:enrolment"), name="enrolment", icon_name="group", order=151
    )
