import logging
from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest

from cms.people.models import User
from cms.people.signup import reading_language

logger = logging.getLogger(__name__)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Fits accounts of other houses to our people: one name, a language, and a reason in the log when it fails."""

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        user = super().populate_user(request, sociallogin, data)
        user.name = str(data.get("name") or "")[:200]
        user.language = reading_language()
        return user

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Ask for the name where the provider gave none: it stands on certificates."""
        named = bool(sociallogin.user and sociallogin.user.name)
        return named and super().is_auto_signup_allowed(request, sociallogin)

    def get_signup_form_initial_data(self, sociallogin: SocialLogin) -> dict[str, str]:
        initial = super().get_signup_form_initial_data(sociallogin)
        return initial | {"name": sociallogin.user.name if sociallogin.user else ""}

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        logger.warning("sign-in by %s failed: %s %s", provider.sub_id, error, exception or "")
