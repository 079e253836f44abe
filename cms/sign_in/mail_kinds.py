"""The messages about accounts, most of which allauth writes with our words.

All are essential: somebody asked for them, or must know that something happened to their account.
"""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.mail.messages import register

ACCOUNT = {
    "account_already_exists": _("Account: somebody signed up with an address that has one"),
    "email_changed": _("Account: the address was changed"),
    "email_confirm": _("Account: the address is confirmed"),
    "email_confirmation": _("Account: please confirm the address"),
    "email_confirmation_signup": _("Account: welcome, please confirm the address"),
    "email_deleted": _("Account: the address was removed"),
    "login_code": _("Account: code to sign in with"),
    "password_changed": _("Account: the password was changed"),
    "password_reset": _("Account: a new password was chosen"),
    "password_reset_code": _("Account: code for a new password"),
    "password_reset_key": _("Account: choose a new password"),
    "password_set": _("Account: a password was set"),
    "unknown_account": _("Account: nobody has this address"),
}
SECOND_FACTORS = {
    "recovery_codes_generated": _("Account: new recovery codes"),
    "totp_activated": _("Account: authenticator app added"),
    "totp_deactivated": _("Account: authenticator app removed"),
    "webauthn_added": _("Account: passkey added"),
    "webauthn_removed": _("Account: passkey removed"),
}
SIGN_IN_ELSEWHERE = {
    "account_connected": _("Account: another way to sign in added"),
    "account_disconnected": _("Account: another way to sign in removed"),
}


def register_kinds() -> None:
    _register_all("account", ACCOUNT)
    _register_all("mfa", SECOND_FACTORS)
    _register_all("socialaccount", SIGN_IN_ELSEWHERE)
    register("sign_in.link", folder="sign_in/mail/link", name=_("Account: link to sign in with"), sample=sample_values)
    register(
        "sign_in.second_step_removed",
        folder="sign_in/mail/second_step_removed",
        name=_("Account: an administrator removed the second step"),
        sample=sample_values,
    )


def _register_all(app: str, names: dict[str, Any]) -> None:
    for name, words in names.items():
        prefix = f"{app}/email/{name}"
        templates = (f"{prefix}_subject.txt", f"{prefix}_message.txt", f"{prefix}_message.html")
        register(prefix, name=words, sample=sample_values, templates=templates)


def sample_values() -> dict[str, Any]:
    """What any of them shows."""
    site = "https://samvirke.example.org"
    return {
        "user": SimpleNamespace(name="Ingrid Moen", email="ingrid@example.org"),
        "email": "ingrid@example.org",
        "activate_url": f"{site}/accounts/confirm-email/sample/",
        "password_reset_url": f"{site}/accounts/password/reset/key/sample/",
        "signup_url": f"{site}/accounts/signup/",
        "url": f"{site}/accounts/link/sample/",
        "code": "123456",
        "from_email": "ingrid@example.org",
        "to_email": "ingrid.moen@example.org",
        "deleted_email": "ingrid@example.org",
        "ip": "192.0.2.1",
        "user_agent": "Firefox",
        "timestamp": datetime(2026, 11, 2, 9, 0, tzinfo=UTC),
        "current_site": SimpleNamespace(name="Samvirke", domain="samvirke.example.org"),
        "provider": SimpleNamespace(name="ID-porten"),
    }
