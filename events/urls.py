from django.urls import path

from .views import bookings, filling, interest, my_bookings, naming, occurrences, sign_up

urlpatterns = [
    path("events/", occurrences.events, name="events"),
    path("events.json", occurrences.public_feed, name="public_events"),
    path("events/<uuid:uid>/", occurrences.occurrence, name="occurrence"),
    path("events/<uuid:uid>/interest/", interest.ask, name="interest"),
    path("events/<uuid:uid>/interest/take-back/", interest.take_back, name="take_interest_back"),
    path("events/interest/<str:token>/", interest.confirm, name="confirm_interest"),
    path("events/<uuid:uid>/sign-up/", sign_up.form, name="sign_up"),
    path("events/<uuid:uid>/signed-up/", sign_up.done, name="signed_up"),
    path("bookings/fill/<str:token>/", filling.fill, name="fill_booking"),
    path("bookings/<str:token>/", bookings.booking, name="booking"),
    path("bookings/<str:token>/cancel/", bookings.cancel, name="cancel_booking"),
    path("bookings/<str:token>/cancel/<int:pk>/", bookings.cancel_one, name="cancel_booked_place"),
    path("bookings/<str:token>/change/<int:pk>/", bookings.change, name="change_booked_place"),
    path("bookings/<str:token>/name/<int:pk>/", bookings.name, name="name_booked_place"),
    path("bookings/<str:token>/offer/", bookings.offer, name="offer"),
    path("places/<str:token>/", naming.place, name="place"),
    path("places/<str:token>/come/", naming.come, name="come"),
    path("me/bookings/", my_bookings.my_bookings, name="my_bookings"),
]
