"""Who runs this site, as plain values kept in the cache: every page, mail and certificate says it."""

from contextlib import suppress
from typing import Any

from django.core.cache import cache

CENTRE_KEY = "cms.centre"


def centre_facts() -> dict[str, Any]:
    """Return name, tagline, owner, organisation_number, email, phone, address, logo_url, accessibility_url."""
    facts = cache.get(CENTRE_KEY)
    if facts is None:
        facts = _read()
        cache.set(CENTRE_KEY, facts, 300)
    return facts


def known_name() -> str:
    """What the cache knows, for when things go wrong: nothing where it does not, or cannot be asked."""
    with suppress(Exception):
        return str((cache.get(CENTRE_KEY) or {}).get("name", ""))
    return ""


def forget_centre(**_: Any) -> None:
    """Read afresh next time (settings were saved)."""
    cache.delete(CENTRE_KEY)


def _read() -> dict[str, Any]:
    from .models import CentreSettings

    centre = (
        CentreSettings.objects.filter(site__is_default_site=True).select_related("logo").first() or CentreSettings()
    )
    names = ("name", "tagline", "owner", "organisation_number", "email", "phone", "address", "accessibility_url")
    return {name: getattr(centre, name) for name in names} | {"logo_url": _logo_url(centre)}


def _logo_url(centre: Any) -> str | None:
    return centre.logo.get_rendition("max-400x120").url if centre.logo else None
