from django.urls import path

from .views import interest, occurrences

urlpatterns = [
    path("events/", occurrences.events, name="events"),
    path("events.json", occurrences.public_feed, name="public_events"),
    path("events/<uuid:uid>/", occurrences.occurrence, name="occurrence"),
    path("events/<uuid:uid>/interest/", interest.ask, name="interest"),
    path("events/<uuid:uid>/interest/take-back/", interest.take_back, name="take_interest_back"),
    path("events/interest/<str:token>/", interest.confirm, name="confirm_interest"),
]
