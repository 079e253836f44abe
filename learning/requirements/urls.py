from django.urls import path

from .views import matrix, paths

urlpatterns = [
    path("organisation/<uuid:key>/requirements/", matrix.requirements, name="requirements"),
    path("organisation/<uuid:key>/requirements.csv", matrix.requirements_table, name="requirements_table"),
    path("paths/", paths.paths, name="paths"),
    path("paths/<slug:slug>/", paths.path, name="path"),
]
