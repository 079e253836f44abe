from django.urls import path

from .views import invitations

urlpatterns = [
    path("organisation/<uuid:key>/invite/", invitations.invite_people, name="invite_people"),
    path("organisation/<uuid:key>/invitations/<int:pk>/renew/", invitations.renew_invitation, name="renew_invitation"),
    path(
        "organisation/<uuid:key>/invitations/<int:pk>/withdraw/",
        invitations.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
]
