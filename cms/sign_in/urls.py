"""Under /accounts/: allauth's pages and ours."""

from django.urls import include, path

from .views import links, sessions

urlpatterns = [
    path("link/", links.ask, name="sign_in_link_ask"),
    path("link/sent/", links.sent, name="sign_in_link_sent"),
    path("link/<str:token>/", links.open_link, name="sign_in_link"),
    path("sessions/", sessions.sessions, name="usersessions_list"),
    path("2fa/", include("allauth.mfa.urls")),
    path("linked/", include("allauth.socialaccount.urls")),
    path("oidc/", include("cms.sign_in.oidc.urls")),
    path("", include("allauth.account.urls")),
]
