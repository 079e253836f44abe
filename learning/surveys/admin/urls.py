from django.urls import path

from .views import CloseOccasionView, OpenOccasionView, SurveyView

app_name = "surveys_admin"
urlpatterns = [
    path("<int:pk>/", SurveyView.as_view(), name="survey"),
    path("<int:pk>/open/", OpenOccasionView.as_view(), name="open_occasion"),
    path("occasions/<int:pk>/close/", CloseOccasionView.as_view(), name="close_occasion"),
]
