from django.urls import path

from .views import course

app_name = "teaching"
urlpatterns = [
    path("teaching/<slug:course>/", course.glance, name="glance"),
    path("teaching/<slug:course>/gradebook/", course.gradebook, name="gradebook"),
    path("teaching/<slug:course>/items/<str:item>/", course.who, name="who"),
]
