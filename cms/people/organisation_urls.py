from django.urls import path

from .views import join_requests, registering

urlpatterns = [
    path("organisation/register/", registering.register, name="register_organisation"),
    path("organisation/join/<uuid:key>/", registering.join, name="join_organisation"),
    path("organisation/requests/<int:pk>/approve/", join_requests.approve, name="approve_request"),
    path("organisation/requests/<int:pk>/refuse/", join_requests.refuse, name="refuse_request"),
    path("organisation/requests/<int:pk>/withdraw/", join_requests.withdraw, name="withdraw_request"),
]
