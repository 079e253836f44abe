"""What opens something without signing in is not written into the log."""

import logging

import pytest

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
        ("/calendar/all.ics", "/calendar/all.ics"),
        ("/learn/strom/", "/learn/strom/"),
    ],
)
def test_secrets_in_addresses_are_hidden(address, shown):
    assert written("%s: %s", "Not Found", address) == f"Not Found: {shown}"
    assert written(f"Not Found: {address}") == f"Not Found: {shown}"


def test_other_values_stay_as_they_are():
    assert written("%s of %d", "some", 5) == "some of 5"
