from django.http import HttpResponse
from django.urls import path


def stub(*a, **k):
    return HttpResponse()


urlpatterns = [
    path("networks/<uuid:key>/", stub, name="network"),
    path("networks/<uuid:key>/minutes/<uuid:uid>/", stub, name="network_minutes"),
    path("networks/invitations/<str:token>/", stub, name="network_invitation"),
]
