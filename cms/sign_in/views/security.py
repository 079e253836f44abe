"""Everything about how I sign in, on one page, each with its state and a way to change it."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from cms.people.models import User
from cms.people.requests import SignedInRequest

from ..rules import is_staff_person

Entry = dict[str, Any]


@never_cache
@login_required
def security(request: SignedInRequest) -> HttpResponse:
    user = request.user
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    entries = [
        _password(user),
        _addresses(user),
        _app(kinds),
        _passkeys(kinds),
        *([_recovery_codes()] if Authenticator.Type.RECOVERY_CODES in kinds else []),
        _sessions(user),
        *_linked_accounts(request),
    ]
    protected = Authenticator.Type.TOTP in kinds or Authenticator.Type.WEBAUTHN in kinds
    context = {"entries": entries, "protected": protected, "is_staff_person": is_staff_person(user)}
    return render(request, "sign_in/security.html", context)


def _entry(title: str, text: str, url_name: str, label: str) -> Entry:
    return {"title": title, "text": text, "url": reverse(url_name), "label": label}


def _password(user: User) -> Entry:
    if user.has_usable_password():
        return _entry(_("Password"), _("You have a password."), "account_change_password", _("Change the password"))
    return _entry(_("Password"), _("You have no password."), "account_set_password", _("Choose a password"))


def _addresses(user: User) -> Entry:
    return _entry(_("E-mail addresses"), _addresses_text(user), "account_email", _("Change addresses"))


def _addresses_text(user: User) -> str:
    others = EmailAddress.objects.filter(user=user, primary=False).count()
    if not others:
        return user.email
    more = ngettext("and %(number)d more", "and %(number)d more", others) % {"number": others}
    return f"{user.email} {more}"


def _app(kinds: list[str]) -> Entry:
    title = _("Code from an app")
    if Authenticator.Type.TOTP in kinds:
        return _entry(title, _("An app on your phone gives you a code."), "mfa_deactivate_totp", _("Turn the app off"))
    return _entry(title, _("Not set up."), "mfa_activate_totp", _("Set up an app"))


def _passkeys(kinds: list[str]) -> Entry:
    title = _("Passkeys")
    number = kinds.count(Authenticator.Type.WEBAUTHN)
    if not number:
        text = _("Sign in with your finger, your face or the PIN of your device, without a password.")
        return _entry(title, text, "mfa_add_webauthn", _("Add a passkey"))
    text = ngettext("You have %(number)d passkey.", "You have %(number)d passkeys.", number) % {"number": number}
    return _entry(title, text, "mfa_list_webauthn", _("See passkeys"))


def _recovery_codes() -> Entry:
    text = _("For the day your phone is lost: each code signs you in once.")
    return _entry(_("Recovery codes"), text, "mfa_view_recovery_codes", _("See the codes"))


def _sessions(user: User) -> Entry:
    number = UserSession.objects.filter(user=user).count() or 1
    text = ngettext(
        "You are signed in in %(number)d place.", "You are signed in in up to %(number)d places.", number
    ) % {"number": number}
    return _entry(_("Where you are signed in"), text, "usersessions_list", _("See and sign out"))


def _linked_accounts(request: SignedInRequest) -> list[Entry]:
    """Only where the centre has set up other houses' accounts, or one is linked from the time it had."""
    number = SocialAccount.objects.filter(user=request.user).count()
    if not number and not get_social_adapter().list_providers(request):
        return []
    text = _("No account is linked.")
    if number:
        text = ngettext(
            "%(number)d other account signs you in here.", "%(number)d other accounts sign you in here.", number
        ) % {"number": number}
    return [_entry(_("Linked accounts"), text, "socialaccount_connections", _("See and link"))]
