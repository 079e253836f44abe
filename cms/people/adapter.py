from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse

from cms import clock
from cms.mail.domain.outbox import post_message

from .emails import WrongEmail, check_email
from .models import User
from .signup import reading_language


class AccountAdapter(DefaultAccountAdapter):
    """Fits allauth to our people: one name, a language, and mail through the outbox."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.name = form.cleaned_data["name"]
        user.language = reading_language()
        return super().save_user(request, user, form, commit=commit)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Who works in the admin starts there, everybody else at their own day."""
        if request.user.has_perm("wagtailadmin.access_admin"):
            return reverse("wagtailadmin_home")
        return super().get_login_redirect_url(request)

    def clean_email(self, email: str) -> str:
        try:
            return check_email(super().clean_email(email))
        except WrongEmail as wrong:
            raise ValidationError(wrong.reason) from None

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Render allauth's message and leave it in the outbox: a mail server that is down loses nothing."""
        mail = self.render_mail(template_prefix, email, {"request": self.request, "email": email, **context})
        html = next((str(part.content) for part in getattr(mail, "alternatives", [])), "")
        post_message(
            kind=template_prefix,
            to_address=email,
            to_user=context.get("user"),
            language=reading_language(),
            subject=mail.subject,
            text=mail.body,
            html=html,
            at=clock.now(),
        )
