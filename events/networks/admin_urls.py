from django.urls import path

from .views.desk import AnswerView, NetworksView, NetworkView

app_name = "networks_admin"
urlpatterns = [
    path("", NetworksView.as_view(), name="networks"),
    path("<int:pk>/", NetworkView.as_view(), name="network"),
    path("<int:pk>/requests/<int:asked>/", AnswerView.as_view(), name="answer"),
]
