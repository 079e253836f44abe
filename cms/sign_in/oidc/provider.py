"""allauth's OpenID Connect with what the strict providers ask for: nonce, PKCE and level, always, and little kept."""

import secrets
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.openid_connect.provider import (
    OpenIDConnectProvider,
    OpenIDConnectProviderAccount,
)
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from .views import OidcAdapter


class OidcProvider(OpenIDConnectProvider):
    id = "oidc"
    name = "OpenID Connect"
    account_class = OpenIDConnectProviderAccount
    oauth2_adapter_class = OidcAdapter
    supports_token_authentication = False

    def get_pkce_params(self) -> dict[str, str]:
        return generate_code_challenge()

    def get_auth_params(self) -> dict[str, str]:
        """What we ask for, as the operator's file has it, and a page there in the same language."""
        asked = {"ui_locales": get_language() or "nb"}
        if levels := self.app.settings["acr_values"]:
            asked["acr_values"] = " ".join(levels)
        return asked

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        """Nothing of the request: allauth would let the address bar ask for another level."""
        return self.get_auth_params()

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        return self.get_scope()

    def redirect(
        self, request: HttpRequest, process: str, next_url: Any = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        nonce = secrets.token_urlsafe(24)
        kwargs["auth_params"] = {**self.get_auth_params(), "nonce": nonce}
        return super().redirect(request, process, next_url=next_url, data=data, nonce=nonce, **kwargs)

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Keep who and at which level. A national identity number, an address or a picture never reach the database."""
        claims = data["id_token"]
        return {name: claims[name] for name in ("sub", "acr") if name in claims}

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["id_token"]["sub"])

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        said = _said(data)
        return {"email": said.get("email"), "name": said.get("name")}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """The address counts as confirmed only where the operator trusts this provider for it, and it says so."""
        said = _said(data)
        email = said.get("email")
        if not isinstance(email, str) or not email:
            return []
        trusted = self.app.settings["email_authentication"] and said.get("email_verified") is True
        return [EmailAddress(email=email, verified=bool(trusted), primary=True)]


def _said(data: dict[str, Any]) -> dict[str, Any]:
    return {**data["id_token"], **data.get("userinfo", {})}


provider_classes = [OidcProvider]
