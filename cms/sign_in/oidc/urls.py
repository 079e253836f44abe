from django.urls import path

from . import views

urlpatterns = [
    path("<slug:provider_id>/login/", views.login, name="oidc_login"),
    path("<slug:provider_id>/login/callback/", views.callback, name="oidc_callback"),
]
