from django.urls import path

from . import views

urlpatterns = [
    path("awards/", views.bulk_awards, name="bulk_awards"),
    path("awards/<int:pk>/", views.bulk_award, name="bulk_award"),
    path("awards/<int:pk>/start/", views.start, name="start_bulk_award"),
    path("awards/<int:pk>/documents/", views.draw_again, name="draw_again"),
]
