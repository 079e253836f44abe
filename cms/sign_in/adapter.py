from datetime import timedelta
from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.messages import info
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.mail.domain.outbox import post_message
from cms.mail.models import OutboxMessage
from cms.people.emails import WrongEmail, check_email
from cms.people.models import User
from cms.people.signup import reading_language

from .known_browsers import remember_browser
from .lockout import TooManyTries, Try, count_try

Words = str | Promise
RESET = "account/email/password_reset_key"
MOST_RESETS, RESETS_COUNTED = 3, timedelta(minutes=15)
# To show once more who one is, in our words.
WAYS: dict[str, Words] = {
    "reauthenticate": _("Write the password"),
    "mfa_reauthenticate": _("Write a code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


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

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has signed in by password or passkey just now is not asked again before they set up a second step: staff
        who are led there would wonder why."""
        if app == "allauth.mfa" and self._signed_in_just_now():
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def reauthenticate(self, user: User, password: str) -> bool:
        """Keep the person signed in when an old hash of the password is replaced by a stronger one, as it is after an
        upgrade: sessions are held to the hash they began with."""
        is_right = super().reauthenticate(user, password)
        if is_right:
            user.refresh_from_db(fields=["password"])
            self.request.session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        return is_right

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        return [way | {"description": WAYS[way["id"]]} for way in super().get_reauthentication_methods(user)]

    def _signed_in_just_now(self) -> bool:
        records = get_authentication_records(self.request, self.request.user)
        since = clock.now().timestamp() - app_settings.REAUTHENTICATION_TIMEOUT
        return any(record["method"] in ("password", "mfa") and record["at"] > since for record in records)

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

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """Who opens the link in another browser is not signed in there, and is told what comes next."""
        if not self.request.user.is_authenticated:
            info(self.request, _now("Sign in to go on."))
        return super().get_email_verification_redirect_url(email_address)

    # --- Mail -------------------------------------------------------------------------------

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Greet the person by name, which allauth does not."""
        super().send_notification_mail(template_prefix, user, {"user": user, **(context or {})}, email)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Send a link for a new password. Who has three in the inbox gets no fourth: they work, and are enough."""
        since = clock.now() - RESETS_COUNTED
        sent = OutboxMessage.objects.filter(kind=RESET, to_address=email, created_at__gt=since)
        if sent.count() < MOST_RESETS:
            super().send_password_reset_mail(user, email, context)

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
