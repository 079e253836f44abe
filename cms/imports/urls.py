from django.urls import path

from . import views

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/example/<slug:kind>.csv", views.import_example, name="import_example"),
    path("imports/<int:pk>/", views.import_progress, name="import_progress"),
    path("imports/<int:pk>/start/", views.start, name="start_import"),
    path("imports/<int:pk>/report.csv", views.import_report, name="import_report"),
    path("organisation/<uuid:key>/import/", views.import_people, name="import_people"),
]
