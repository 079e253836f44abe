from django.urls import path

from .views.evidence import evidence

urlpatterns = [path("waivers/<int:pk>/evidence/", evidence, name="waiver_evidence")]
