from django.urls import path

from .exchange import ExportView, ImportView, ReportView, UploadView
from .views import CompareView, EditQuestionView, NewQuestionView, QuestionsView, QuestionView, RetireView

app_name = "bank_admin"
urlpatterns = [
    path("", QuestionsView.as_view(), name="questions"),
    path("new/<slug:kind>/", NewQuestionView.as_view(), name="new"),
    path("export/", ExportView.as_view(), name="export"),
    path("import/", UploadView.as_view(), name="upload"),
    path("import/<int:pk>/", ImportView.as_view(), name="import"),
    path("import/<int:pk>/report.csv", ReportView.as_view(), name="report"),
    path("<int:pk>/", QuestionView.as_view(), name="question"),
    path("<int:pk>/edit/", EditQuestionView.as_view(), name="edit"),
    path("<int:pk>/compare/", CompareView.as_view(), name="compare"),
    path("<int:pk>/retire/", RetireView.as_view(), name="retire"),
]
