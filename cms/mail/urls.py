from django.urls import path

from .views.preferences import mail_preferences
from .views.unsubscribe import mail_choose, mail_unsubscribe

urlpatterns = [
    path("me/mail/", mail_preferences, name="mail_preferences"),
    path("mail/unsubscribe/<str:token>/", mail_unsubscribe, name="mail_unsubscribe"),
    path("mail/choices/<str:token>/", mail_choose, name="mail_choose"),
]
