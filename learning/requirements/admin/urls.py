from django.urls import path

from .paths import NewPathView, PathsView, PathView
from .views import NewRequirementView, RequirementsView, RequirementView, StandingsView

app_name = "requirements_admin"
urlpatterns = [
    path("requirements/", RequirementsView.as_view(), name="requirements"),
    path("requirements/new/", NewRequirementView.as_view(), name="new_requirement"),
    path("requirements/<int:pk>/", RequirementView.as_view(), name="requirement"),
    path("requirements/standings/", StandingsView.as_view(), name="standings"),
    path("paths/", PathsView.as_view(), name="paths"),
    path("paths/new/", NewPathView.as_view(), name="new_path"),
    path("paths/<int:pk>/", PathView.as_view(), name="path"),
]
