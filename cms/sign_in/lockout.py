"""Counting wrong passwords so that guessing stops and nobody can shut somebody else out.

Every limit is held against the one who guesses: a network address, a network address together with the account, or a
known browser. None is held against the account alone. An account that is guessed at from many places leaves strangers
one try for each network instead of five; the right password still opens from any network that has a try left, from a
browser that has signed in before, and a sign-in link by mail always does.
"""

from dataclasses import dataclass

from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.http import HttpRequest

from cms.people.models.user import canonical_email

from .known_browsers import browser_of

LIMITS = {
    "known_browser": "5/5m/key",
    "network": "30/5m/ip",
    "network_and_account": "5/5m/key",
    "network_and_account_under_attack": "1/5m/key",
}
# Wrong passwords for one account, from anywhere, in an hour: after this many it is under attack.
ATTACK = {"account": "50/1h/key"}


class TooManyTries(Exception):
    """Wrong passwords too often; nothing was compared this time."""


@dataclass(frozen=True)
class Try:
    """One attempt to sign in, counted as wrong until it turns out right."""

    counted: tuple[RateLimitUsage, ...]

    def was_right(self) -> None:
        """Take back only what this attempt counted: a right password now and then must not reset a guesser's count."""
        for usage in self.counted:
            usage.rollback()


def count_try(request: HttpRequest, *, email: str) -> Try:
    """Count one attempt, known or unknown address alike. Raises TooManyTries."""
    email = canonical_email(email)
    browser = browser_of(request)
    if browser and browser.knows(email):
        return Try((_consume(request, "known_browser", f"{browser.number} {email}"),))
    network = ratelimit.get_ip(request)
    under_attack = not _attack(request, email, dry_run=True)
    limit = "network_and_account_under_attack" if under_attack else "network_and_account"
    counted = [_consume(request, "network", email), _consume(request, limit, f"{network} {email}")]
    if not under_attack and (usage := _attack(request, email)):
        counted.append(usage)
    return Try(tuple(counted))


def _consume(request: HttpRequest, limit: str, key: str) -> RateLimitUsage:
    usage = ratelimit.consume(request, app="cms.sign_in", action=limit, config=LIMITS, key=key)
    if not usage:
        raise TooManyTries
    return usage


def _attack(request: HttpRequest, email: str, *, dry_run: bool = False) -> RateLimitUsage | None:
    return ratelimit.consume(request, app="cms.sign_in", action="account", config=ATTACK, key=email, dry_run=dry_run)
