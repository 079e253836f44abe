"""Which browsers have signed in as whom before: one signed cookie, so that guessing elsewhere shuts nobody out at home.

The cookie holds a random number of the browser and marks of at most five addresses, no address itself. It opens
nothing; it only says whose wrong passwords are counted apart.
"""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from cms.people.models.user import canonical_email

COOKIE = "known_browser"
SALT = "cms.sign_in.known_browsers"
YEAR = 365 * 24 * 3600
MOST_PEOPLE = 5


@dataclass(frozen=True)
class KnownBrowser:
    number: str
    people: tuple[str, ...]

    def knows(self, email: str) -> bool:
        return _mark(email) in self.people


def browser_of(request: HttpRequest) -> KnownBrowser | None:
    """Read the cookie; what was not signed by us, or is too old, is no known browser."""
    try:
        number, *people = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=YEAR)
        return KnownBrowser(str(number), tuple(people))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def remember_browser(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Write down that this browser has signed in with the address, forgetting the one used longest ago."""
    known = browser_of(request)
    number = known.number if known else secrets.token_urlsafe(12)
    others = [mark for mark in (known.people if known else ()) if mark != _mark(email)]
    people = [_mark(email), *others][:MOST_PEOPLE]
    response.set_cookie(
        COOKIE,
        signing.dumps([number, *people], salt=SALT),
        max_age=YEAR,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _mark(email: str) -> str:
    return salted_hmac(SALT, canonical_email(email), algorithm="sha256").hexdigest()[:16]
