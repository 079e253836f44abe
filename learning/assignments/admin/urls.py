from django.urls import path

from .assess import AssessView
from .queue import PublishDraftsView, QueueView

app_name = "assignments_admin"
urlpatterns = [
    path("", QueueView.as_view(), name="queue"),
    path("publish/", PublishDraftsView.as_view(), name="publish"),
    path("<int:pk>/", AssessView.as_view(), name="assess"),
]
