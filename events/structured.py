"""An occurrence in the words of schema.org, for programs that read pages (search engines, calendars of a county).

The same that visitors may read, and nothing else: no names of people, no address of a meeting online.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cms.addresses import site_url
from cms.centre import centre_facts

from .enums import Mode
from .faces import Face, Phase
from .models import Occurrence, TicketCategory
from .money import currency_of, plain_price

SCHEMA = "https://schema.org/"
STATUS = {Phase.CANCELLED: "EventCancelled", Phase.POSTPONED: "EventPostponed"}
ATTENDANCE = {
    Mode.ROOM: "OfflineEventAttendanceMode",
    Mode.ONLINE: "OnlineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
}
AVAILABILITY = {
    Phase.OPEN: "InStock",
    Phase.WAITING: "SoldOut",
    Phase.FULL: "SoldOut",
    Phase.SOON: "PreOrder",
    Phase.CLOSED: "OutOfStock",
}
# "<" could end the script element, the line separators break old readers of JavaScript.
ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def script(face: Face, categories: Iterable[TicketCategory], *, language: str, description: str = "") -> SafeString:
    """As a block of data in the page. It is never run, so the content policy has nothing against it."""
    text = json.dumps(described(face, categories, language=language, description=description), ensure_ascii=False)
    data = mark_safe(text.translate(ESCAPED))  # noqa: S308 (nothing of HTML is left in it)
    return format_html('<script type="application/ld+json">{}</script>', data)


def described(
    face: Face, categories: Iterable[TicketCategory], *, language: str, description: str = ""
) -> dict[str, Any]:
    occurrence, url = face.occurrence, site_url(face.url)
    offers = [_offer(one, face, url) for one in categories if not one.hidden]
    facts: dict[str, Any] = {
        "@context": SCHEMA.rstrip("/"),
        "@type": "Event",
        "identifier": str(occurrence.uid),
        "name": occurrence.title_in(language),
        "description": description,
        "url": url,
        "startDate": occurrence.starts_at.astimezone(occurrence.zone).isoformat(),
        "endDate": occurrence.ends_at.astimezone(occurrence.zone).isoformat(),
        "eventStatus": SCHEMA + STATUS.get(face.phase, "EventScheduled"),
        "eventAttendanceMode": SCHEMA + ATTENDANCE[Mode(occurrence.mode)],
        "location": _locations(occurrence, url),
        "organizer": {"@type": "Organization", "name": centre_facts()["name"], "url": site_url("/")},
        "inLanguage": language,
        "offers": offers if face.phase in AVAILABILITY else [],
    }
    if offers:
        facts["isAccessibleForFree"] = all(one["price"] == "0.00" for one in offers)
    return {name: value for name, value in facts.items() if value not in ("", [])}


def _locations(occurrence: Occurrence, url: str) -> list[dict[str, Any]]:
    """Online, the address of the page: where the meeting itself is held is for participants alone."""
    found: list[dict[str, Any]] = []
    if occurrence.mode != Mode.ONLINE and (name := _place_name(occurrence)):
        found.append({"@type": "Place", "name": name, "address": _address(occurrence)})
    if occurrence.mode != Mode.ROOM:
        found.append({"@type": "VirtualLocation", "url": url})
    return found


def _place_name(occurrence: Occurrence) -> str:
    """Nothing where it is not said yet."""
    municipality = occurrence.municipality
    return occurrence.venue or occurrence.address or (municipality.name if municipality else "")


def _address(occurrence: Occurrence) -> dict[str, str]:
    address = {"@type": "PostalAddress", "streetAddress": occurrence.address}
    if municipality := occurrence.municipality:
        address |= {
            "addressLocality": municipality.name,
            "addressRegion": municipality.county.name,
            "addressCountry": municipality.country.upper(),
        }
    return {name: value for name, value in address.items() if value}


def _offer(category: TicketCategory, face: Face, url: str) -> dict[str, Any]:
    offer = {
        "@type": "Offer",
        "name": category.name,
        "price": plain_price(category.price),
        "priceCurrency": currency_of(face.occurrence),
        "url": url,
    }
    if availability := AVAILABILITY.get(face.phase):
        offer["availability"] = SCHEMA + availability
    if face.occurrence.opens_at:
        offer["validFrom"] = face.occurrence.opens_at.astimezone(face.occurrence.zone).isoformat()
    return offer
