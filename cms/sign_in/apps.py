from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignInConfig(AppConfig):
    name = "cms.sign_in"
    label = "sign_in"
    verbose_name = _("Signing in")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from allauth.account.signals import password_changed, password_reset, password_set
        from allauth.mfa.signals import authenticator_added, authenticator_removed
        from allauth.usersessions.models import UserSession
        from django.db.models.signals import pre_save

        from . import checks, mail_kinds, receivers  # noqa: F401  # checks register themselves

        mail_kinds.register_kinds()

        for chosen in (password_changed, password_reset, password_set):
            chosen.connect(receivers.end_sessions_after_new_password)
        authenticator_added.connect(receivers.note_added_factor)
        authenticator_removed.connect(receivers.note_removed_factor)
        pre_save.connect(receivers.keep_the_network_only, sender=UserSession)
