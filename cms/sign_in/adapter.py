from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.mail.domain.outbox import post_message
from cms.people.emails import WrongEmail, check_email
from cms.people.models import User
from cms.people.signup import reading_language

from .known_browsers import remember_browser
from .lockout import TooManyTries, Try, count_try

Words = str | Promise


class AccountAdapter(DefaultAccountAdapter):
    """Fits allauth to our people: one name, a language, mail through the outbox, and our own count of wrong tries."""

    error_messages: ClassVar[dict[str, Words]] = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _(
            "Too many tries just now. Wait five minutes, or have a sign-in link sent to you by e-mail."
        ),
    }
    _try: Try | None = None

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

    def clean_password(self, password: str, user: User | None = None) -> str:
        """Check the password against the person's name too, which allauth does not give along at sign-up."""
        if user and not user.pk:
            user.name = self.request.POST.get("name", "")
        return super().clean_password(password, user=user)

    # --- Wrong tries ------------------------------------------------------------------------

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            self._try = count_try(request, email=credentials.get("email") or "")
        except TooManyTries as error:
            raise self.validation_error("too_many_login_attempts") from error

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user = super().authenticate(request, **credentials)
        if user and self._try:
            self._try.was_right()
        return user

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse:
        response = super().post_login(request, user, **options)
        remember_browser(request, response, user.email)
        return response

    # --- Mail -------------------------------------------------------------------------------

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Greet the person by name, which allauth does not."""
        super().send_notification_mail(template_prefix, user, {"user": user, **(context or {})}, email)

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
