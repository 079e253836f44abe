from django.urls import path

from .assess import AssessView
from .queue import PublishDraftsView, QueueView
from .reviews import ReviewsView

app_name = "assignments_admin"
urlpatterns = [
    path("", QueueView.as_view(), name="queue"),
    path("publish/", PublishDraftsView.as_view(), name="publish"),
    path("reviews/<int:course>/<str:item>/", ReviewsView.as_view(), name="reviews"),
    path("<int:pk>/", AssessView.as_view(), name="assess"),
]
