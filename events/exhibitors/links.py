"""Links of an exhibitor: of the whole page, for its contact, and of scanning alone, for all at the stand. Signed, each
for this and nothing else; a new key makes both lead nowhere.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.urls import reverse

from cms.addresses import site_url

from .models import Exhibitor

PAGE_SALT = "events.exhibitors.page"
SCAN_SALT = "events.exhibitors.scan"
# They go on so long after the occurrence, for leads that are fetched late.
HOLDS_AFTER = timedelta(days=90)


class LinkUnknown(Exception):
    """Not signed by us, not for this, replaced by a newer one, or too old."""


def page_token(exhibitor: Exhibitor) -> str:
    return _token(exhibitor, PAGE_SALT)


def page_path(exhibitor: Exhibitor, name: str = "own_exhibitor_page", *more: object) -> str:
    return reverse(name, args=[page_token(exhibitor), *more])


def page_url(exhibitor: Exhibitor) -> str:
    return site_url(page_path(exhibitor))


def scan_url(exhibitor: Exhibitor) -> str:
    return site_url(reverse("scan_leads", args=[_token(exhibitor, SCAN_SALT)]))


def exhibitor_with(token: str, *, at: datetime) -> Exhibitor:
    """Raises LinkUnknown."""
    return _found(token, PAGE_SALT, at=at)


def exhibitor_scanning(token: str, *, at: datetime) -> Exhibitor:
    """Raises LinkUnknown."""
    return _found(token, SCAN_SALT, at=at)


def _token(exhibitor: Exhibitor, salt: str) -> str:
    return signing.Signer(salt=salt).sign_object([exhibitor.key.hex, exhibitor.link_key.hex], compress=True)


def _found(token: str, salt: str, *, at: datetime) -> Exhibitor:
    try:
        key, link_key = signing.Signer(salt=salt).unsign_object(token)
        rows = Exhibitor.objects.select_related(
            *("occurrence__series", "occurrence__fair", "package", "booking", "contact", "logo")
        )
        found = rows.get(key=UUID(key), link_key=UUID(link_key))
    except (signing.BadSignature, ValueError, TypeError, AttributeError, Exhibitor.DoesNotExist) as error:
        raise LinkUnknown from error
    if at > found.occurrence.ends_at + HOLDS_AFTER:
        raise LinkUnknown
    return found
