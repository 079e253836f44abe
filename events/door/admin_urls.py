from django.urls import path

from .admin.report import AfterView
from .admin.surveys import PlanSurveyView, TakeBackSurveyView

app_name = "after_admin"
urlpatterns = [
    path("", AfterView.as_view(), name="report"),
    path("<int:pk>/survey/", PlanSurveyView.as_view(), name="plan_survey"),
    path("<int:pk>/survey/<int:part>/take-back/", TakeBackSurveyView.as_view(), name="take_back_survey"),
]
