"""Fetching tokens, proving who we are by a signed note instead of a secret where the provider wants that (RFC 7523)."""

import secrets
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Client

from cms import clock

SECONDS = 60
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class OidcClient(OAuth2Client):
    signing: dict[str, str] | None = None
    audience: str = ""

    def get_access_token(self, code: str, pkce_code_verifier: str | None = None, extra_data: Any = None) -> Any:
        if self.signing:
            note = client_assertion(client_id=self.consumer_key, audience=self.audience, **self.signing)
            extra_data = {**(extra_data or {}), "client_assertion_type": ASSERTION_TYPE, "client_assertion": note}
        return super().get_access_token(code, pkce_code_verifier=pkce_code_verifier, extra_data=extra_data)


def client_assertion(*, client_id: str, audience: str, private_key: str, key_id: str, key_algorithm: str) -> str:
    """Write a note that lives a minute and serves once."""
    now = int(clock.now().timestamp())
    claims = {
        "iss": client_id,
        "sub": client_id,
        "aud": audience,
        "iat": now,
        "exp": now + SECONDS,
        "jti": secrets.token_urlsafe(24),
    }
    headers = {"kid": key_id} if key_id else None
    return jwt.encode(claims, private_key, algorithm=key_algorithm, headers=headers)
