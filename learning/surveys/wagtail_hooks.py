from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from cms.log_words import register_actions

from .admin.viewsets import NeverDeletedPolicy, SurveysViewSetGroup
from .models import Question, Survey

ACTIONS = {
    "surveys.publish": (_("Publish survey"), _("Published a version of the survey")),
    "surveys.open": (_("Open survey"), _("Began to ask people")),
    "surveys.close": (_("Close survey"), _("Closed the survey")),
    "surveys.answer": (_("Answer survey"), _("Answered a survey that is not anonymous")),
}

for model in (Survey, Question):
    register_permission_policy(model, NeverDeletedPolicy(model))


@hooks.register("register_log_actions")
def survey_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)


@hooks.register("register_admin_viewset")
def lists() -> ViewSetGroup:
    return SurveysViewSetGroup()


@hooks.register("register_admin_urls")
def admin_addresses() -> list[URLPattern | URLResolver]:
    return [path("surveys/", include("learning.surveys.admin.urls"))]
