"""Whether an ID token is what we asked for: signed by the issuer, for us, now, in this session, at the level we need.

The signature is checked on the code flow too, where the standard would let us trust the connection.
"""

import hmac
from collections.abc import Sequence
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

# No "none", and none with a shared secret: a client secret in the wrong hands must not sign people in.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
CLOCKS_DIFFER = 30


class IdTokenRefused(OAuth2Error):
    """The ID token is not what was asked for; the message is for the log."""


def verified_claims(
    token: str, *, keys: dict[str, Any], issuer: str, client_id: str, nonce: str, acr_values: Sequence[str]
) -> dict[str, Any]:
    """Return the claims. Raises IdTokenRefused."""
    try:
        claims = jwt.decode(
            token,
            key=_key_for(token, keys),
            algorithms=list(ALGORITHMS),
            audience=client_id,
            issuer=issuer,
            leeway=CLOCKS_DIFFER,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )
    except (jwt.PyJWTError, ValueError) as error:
        raise IdTokenRefused(f"ID token: {error}") from error
    _check_for_us(claims, client_id)
    _check_nonce(claims, nonce)
    _check_level(claims, acr_values)
    return claims


def _key_for(token: str, keys: dict[str, Any]) -> jwt.PyJWK:
    """The issuer's key that the token names, or its only one. Encryption keys do not count."""
    number = jwt.get_unverified_header(token).get("kid")
    fitting = [key for key in keys.get("keys", []) if key.get("use", "sig") == "sig"]
    if number is not None:
        fitting = [key for key in fitting if key.get("kid") == number]
    if len(fitting) != 1:
        raise IdTokenRefused("ID token: signed with a key that the issuer does not show")
    return jwt.PyJWK(fitting[0])


def _check_for_us(claims: dict[str, Any], client_id: str) -> None:
    if claims.get("azp", client_id) != client_id or (isinstance(claims["aud"], list) and len(claims["aud"]) > 1):
        raise IdTokenRefused("ID token: meant for somebody else too")


def _check_nonce(claims: dict[str, Any], nonce: str) -> None:
    said = claims.get("nonce")
    if not nonce or not isinstance(said, str) or not hmac.compare_digest(said.encode(), nonce.encode()):
        raise IdTokenRefused("ID token: the nonce is not ours")


def _check_level(claims: dict[str, Any], acr_values: Sequence[str]) -> None:
    """What counts is what the operator's file asks for, never what the request said on its way out."""
    if acr_values and claims.get("acr") not in acr_values:
        raise IdTokenRefused(f"ID token: level {claims.get('acr')!r} is none of those asked for")
