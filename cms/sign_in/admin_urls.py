from django.urls import path

from .views.admin import RemoveSecondFactorsView

app_name = "sign_in_admin"
urlpatterns = [
    path("<int:pk>/second-step/", RemoveSecondFactorsView.as_view(), name="remove_second_factors"),
]
