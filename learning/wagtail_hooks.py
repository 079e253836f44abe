from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from cms.admin_lists import ReadOnlyPolicy
from cms.log_words import register_actions
from cms.models import CoursePage, LessonPage, ModulePage

from .admin.viewsets import LearningViewSetGroup
from .impact import pages_not_in_release
from .models import Certificate, Course, ProgressCheck
from .rules import may_publish_course

ACTIONS = {
    "learning.publish": (_("Publish course"), _("Published a release of the course")),
    "learning.enrol": (_("Enrol"), _("Enrolled")),
    "learning.withdraw": (_("Withdraw"), _("Withdrew from the course")),
    "learning.award": (_("Award certificate"), _("Awarded the certificate")),
    "learning.render_again": (_("Make PDF again"), _("Had the PDF made again")),
    "learning.supersede": (_("Renew certificate"), _("Put a newer certificate in its place")),
    "learning.revoke": (_("Revoke certificate"), _("Revoked the certificate")),
    "learning.regrade": (_("Regrade"), _("Had a question of the course marked anew")),
    "learning.give_extra_time": (_("Give extra time"), _("Gave extra time in timed quizzes")),
    "learning.end_extra_time": (_("End extra time"), _("Ended the extra time in timed quizzes")),
    "learning.plan_move": (_("Move to a release"), _("Had people moved to another release")),
    "learning.finish_move": (_("Finish a move"), _("Finished moving people to another release")),
    "learning.give_course_role": (_("Give a role in a course"), _("Gave a role in the course")),
    "learning.end_course_role": (_("End a role in a course"), _("Ended a role in the course")),
}

for model in (Course, Certificate, ProgressCheck):
    register_permission_policy(model, ReadOnlyPolicy(model))


@hooks.register("register_log_actions")
def learning_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)


@hooks.register("register_admin_viewset")
def learning_lists() -> ViewSetGroup:
    return LearningViewSetGroup()


@hooks.register("register_admin_urls")
def admin_addresses() -> list[URLPattern | URLResolver]:
    return [path("learning/", include("learning.admin.urls"))]


@hooks.register("register_page_header_buttons")
def publish_course_button(page: Page, user: Any, next_url: str | None = None, view_name: str = "") -> Iterator[Button]:
    """On a course and everything below it: whether learners-to-be get what the pages say, and the way to publish."""
    course_page = _course_page_of(page)
    if course_page and course_page.live and may_publish_course(user, course_page):
        url = reverse("learning_admin:publish_course", args=[course_page.pk])
        yield Button(_label(course_page), url=url, icon_name="upload", priority=5)


def _label(course_page: CoursePage) -> str:
    waiting = pages_not_in_release(course_page)
    if not waiting:
        return _now("Course release: up to date")
    text = ngettext("%(pages)s page not yet in a release", "%(pages)s pages not yet in a release", waiting)
    publish, pages = _now("Publish course…"), text % {"pages": waiting}
    return f"{publish} ({pages})"


@hooks.register("after_publish_page")
def say_that_learners_do_not_see_it_yet(request: HttpRequest, page: Page) -> None:
    """A page that is live is not yet what learners read: say so where it would be forgotten."""
    course_page = _course_page_of(page)
    if course_page and course_page.live and may_publish_course(request.user, course_page):
        url = reverse("learning_admin:publish_course", args=[course_page.pk])
        text = _now("Learners see this when the course is published.")
        messages.info(request, text, buttons=[messages.button(url, _now("Publish course…"))])


def _course_page_of(page: Page) -> CoursePage | None:
    if issubclass(page.specific_class or Page, CoursePage | ModulePage | LessonPage):
        return CoursePage.objects.ancestor_of(page, inclusive=True).first()
    return None
