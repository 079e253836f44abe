from django.urls import path

from .views import erase, mine

app_name = "privacy"
urlpatterns = [
    path("privacy/", mine.register, name="register"),
    path("privacy/erased/", erase.erased, name="erased"),
    path("me/privacy/", mine.mine, name="mine"),
    path("me/privacy/copy/", mine.ask_copy, name="ask_copy"),
    path("me/privacy/copy/<int:pk>/", mine.download_copy, name="download_copy"),
    path("me/privacy/copy/<int:pk>/status/", mine.copy_status, name="copy_status"),
    path("me/privacy/consent/<slug:purpose>/", mine.consent, name="consent"),
    path("me/privacy/erase/", erase.erase, name="erase"),
]
