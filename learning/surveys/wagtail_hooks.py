from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from cms.log_words import register_actions

from .admin.viewsets import NeverDeletedPolicy, QuestionViewSet, SurveyViewSet
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
def lists() -> list[ViewSet]:
    return [SurveyViewSet("survey"), QuestionViewSet("question")]


@hooks.register("register_admin_urls")
def admin_addresses() -> list[URLPattern | URLResolver]:
    return [path("surveys/", include("learning.surveys.admin.urls"))]


class ResultsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("surveys.view_survey")


@hooks.register("register_admin_menu_item")
def results_menu_item() -> MenuItem:
    return ResultsMenuItem(
        _("Survey results"), reverse_lazy("surveys:occasions"), name="survey-results", icon_name="table", order=157
    )
