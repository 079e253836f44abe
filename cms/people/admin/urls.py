from django.urls import path

from .agreements import AgreementsView
from .views import AnswerRegistrationView, CloseView, DetailsView, DuplicatesView, MergeView, MoveAgainView

app_name = "organisation_admin"
urlpatterns = [
    path("duplicates/", DuplicatesView.as_view(), name="duplicates"),
    path("<int:pk>/agreements/", AgreementsView.as_view(), name="agreements"),
    path("<int:pk>/answer/", AnswerRegistrationView.as_view(), name="answer"),
    path("<int:pk>/close/", CloseView.as_view(), name="close"),
    path("<int:pk>/details/", DetailsView.as_view(), name="details"),
    path("<int:pk>/merge/", MergeView.as_view(), name="merge"),
    path("<int:pk>/move-again/", MoveAgainView.as_view(), name="move_again"),
]
