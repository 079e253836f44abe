"""What opens something without signing in is not written into the log."""

import logging

import pytest
from django.urls import URLResolver, get_resolver

from cms.log_secrets import HideSecrets


def written(message, *values):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, values, None)
    assert HideSecrets().filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/calendar/me/q3Fh-secret_x.ics", "/calendar/me/…"),
        ("/calendar/me/q3Fh-secret_x.ics?lang=nb", "/calendar/me/…?lang=nb"),
        ("/join/ABC234:sig/", "/join/…/"),
        ("/invitation/course/secret/", "/invitation/course/…/"),
        ("/events/interest/secret/", "/events/interest/…/"),
        ("/bookings/secret/name/7/", "/bookings/…/name/7/"),
        ("/bookings/fill/secret/", "/bookings/fill/…/"),
        ("/me/bookings/", "/me/bookings/"),
        ("/calendar/all.ics", "/calendar/all.ics"),
        ("/learn/strom/", "/learn/strom/"),
    ],
)
def test_secrets_in_addresses_are_hidden(address, shown):
    assert written("%s: %s", "Not Found", address) == f"Not Found: {shown}"
    assert written(f"Not Found: {address}") == f"Not Found: {shown}"


def addresses_with_a_token(patterns, before=""):
    for one in patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses_with_a_token(one.url_patterns, path)
        elif "<str:token>" in path:
            yield f"/{path.replace('<str:token>', 'q3Fh-secret_x')}"


def test_every_address_of_ours_with_a_token_is_hidden():
    found = list(addresses_with_a_token(get_resolver().url_patterns))

    assert len(found) > 30
    assert [address for address in found if "secret" in written("Unprocessable Entity: %s", address)] == []


def test_other_values_stay_as_they_are():
    assert written("%s of %d", "some", 5) == "some of 5"
