from django.urls import path

from .views import interest

urlpatterns = [
    path("events/<uuid:uid>/interest/", interest.ask, name="interest"),
    path("events/<uuid:uid>/interest/take-back/", interest.take_back, name="take_interest_back"),
    path("events/interest/<str:token>/", interest.confirm, name="confirm_interest"),
]
