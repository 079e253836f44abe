from django.urls import path

from .views.admin import ErasePersonView
from .views.retention import RetentionView

app_name = "privacy_admin"
urlpatterns = [
    path("erase/<int:pk>/", ErasePersonView.as_view(), name="erase_person"),
    path("retention/", RetentionView.as_view(), name="retention"),
]
