from django.urls import path

from theme.views import styleguide

urlpatterns = [path("", styleguide, name="styleguide")]
