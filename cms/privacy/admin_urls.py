from django.urls import path

from .views.admin import ErasePersonView

app_name = "privacy_admin"
urlpatterns = [path("erase/<int:pk>/", ErasePersonView.as_view(), name="erase_person")]
