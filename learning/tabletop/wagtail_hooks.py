from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from cms.log_words import register_actions

from .admin.views import CourseTabletopsView, SharedNoteView

ACTIONS = {
    "tabletop.start": (_("Start tabletop"), _("Started a tabletop")),
    "tabletop.join": (_("Join tabletop"), _("Sat down at a table")),
    "tabletop.stop": (_("Stop tabletop"), _("Stopped a tabletop")),
    "tabletop.leave_clock": (_("Go step by step"), _("Went on without the clock")),
    "tabletop.finish": (_("Finish tabletop"), _("Handed in the debrief of a tabletop")),
    "tabletop.share": (_("Share note"), _("Let teachers read the note of a tabletop")),
    "tabletop.unshare": (_("Stop sharing note"), _("Let teachers read the note of a tabletop no longer")),
}


@hooks.register("register_log_actions")
def tabletop_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)


@hooks.register("register_admin_urls")
def admin_addresses() -> list[URLPattern]:
    course = "learning/courses/<int:pk>/tabletops/"
    return [
        path(course, CourseTabletopsView.as_view(), name="course_tabletops"),
        path(f"{course}<uuid:run>/", SharedNoteView.as_view(), name="tabletop_note"),
    ]
