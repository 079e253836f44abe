"""The lists of surveys and of the bank of questions."""

from typing import Any, ClassVar

from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies.base import ModelPermissionPolicy

from cms.admin_lists import STACKED, LabelledColumn, YesNoColumn
from cms.choices import WordedModelForm

from ..models import Question, Survey


class NeverDeletedPolicy(ModelPermissionPolicy):
    """What people have answered stands on it: a question is retired, a survey is closed."""

    def user_has_permission(self, user, action):  # type: ignore[no-untyped-def]
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):  # type: ignore[no-untyped-def]
        return any(self.user_has_permission(user, action) for action in actions)


class SurveyEditView(EditView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        url = reverse("surveys_admin:survey", args=[self.object.pk])
        return [Button(_("Publish and ask…"), url=url, icon_name="mail", priority=5), *super().header_more_buttons]

    def get_success_url(self) -> str:
        """Where it is published: saved alone, it reaches nobody."""
        return reverse("surveys_admin:survey", args=[self.object.pk])


class SurveyIndexView(IndexView):
    table_classname = STACKED

    def get_base_queryset(self) -> QuerySet[Survey]:
        return Survey.objects.annotate(newest=Max("versions__number"))


class SurveyViewSet(ModelViewSet):
    index_view_class = SurveyIndexView
    model = Survey
    icon = "form"
    menu_label = _("Surveys")
    copy_view_enabled = False
    edit_view_class = SurveyEditView
    list_display: ClassVar[list[Any]] = [
        "__str__",
        LabelledColumn("privacy", label=_("Privacy"), accessor="get_privacy_display", sort_key="privacy"),
        LabelledColumn("newest", label=_("Version")),
    ]
    list_filter = ("privacy",)
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("intro"),
            FieldRowPanel([FieldPanel("source_language"), FieldPanel("privacy")]),
            InlinePanel(
                "questions",
                heading=_("Questions"),
                label=_("Question"),
                panels=[
                    FieldPanel("question"),
                    FieldPanel("required"),
                    FieldRowPanel([FieldPanel("show_if"), FieldPanel("show_if_answer")]),
                ],
            ),
        ],
        base_form_class=WordedModelForm,
    )


class QuestionViewSet(ModelViewSet):
    model = Question
    icon = "help"
    menu_label = pgettext_lazy("of surveys", "Questions")
    copy_view_enabled = False
    list_display: ClassVar[list[Any]] = [
        "__str__",
        "kind",
        YesNoColumn("cannot_answer", label=_("Offers “cannot answer”"), sort_key="cannot_answer"),
        YesNoColumn("retired", label=_("No longer used"), sort_key="retired"),
    ]
    list_filter = ("kind", "retired")
    edit_handler = ObjectList(
        [
            FieldPanel("kind"),
            FieldPanel("text"),
            FieldPanel("help"),
            MultiFieldPanel([FieldPanel("low"), FieldPanel("high")], heading=_("Ends of the scale")),
            InlinePanel("options", heading=_("Answers to choose"), label=_("Answer")),
            FieldPanel("cannot_answer"),
            FieldPanel("retired"),
        ],
        base_form_class=WordedModelForm,
    )


class SurveysViewSetGroup(ModelViewSetGroup):
    menu_label = _("Surveys")
    menu_icon = "form"
    menu_order = 155
    items = (SurveyViewSet("survey"), QuestionViewSet("question"))

    def get_submenu_items(self) -> list[MenuItem]:
        results = ResultsMenuItem(
            pgettext_lazy("of surveys", "Results"),
            reverse("surveys:occasions"),
            name="survey-results",
            icon_name="table",
            order=3,
        )
        return [*super().get_submenu_items(), results]


class ResultsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("surveys.view_survey"))
