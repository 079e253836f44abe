"""The kinds of message about bookings and places."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.mail.enums import Topic
from cms.mail.messages import register

from .mails import FOLDER

KINDS = (
    ("booking_confirmed", _("Places are confirmed")),
    ("booking_pending", _("A sign-up waits for approval")),
    ("booking_waiting", _("A booking is on the waiting list")),
    ("places_offered", _("Places are offered")),
    ("offer_lapsed", _("An offer has run out")),
    ("place_refused", _("A sign-up is not approved")),
    ("booking_cancelled", _("Places are given back")),
    ("names_missing", _("Names of participants are missing")),
    ("place_named", _("Somebody was signed up by others")),
    ("place_cancelled", _("The place of a participant is given back")),
    ("place_released", _("A place has gone to somebody else")),
    ("place_let_go", _("A place is let go at the door")),
    ("still_coming", _("Do you still come?")),
    ("already_signed_up", _("Somebody with a place was signed up again")),
    ("ticket_handed_over", _("A ticket is handed over")),
    ("letter", _("What staff write to those who have signed up")),
)


def register_kinds() -> None:
    for name, words in KINDS:
        register(f"{FOLDER}/{name}", name=words, sample=sample)
    news = _("News from staff to those who have signed up")
    register(f"{FOLDER}/letter_news", name=news, category=Topic.NEWS, sample=sample, folder=f"{FOLDER}/letter")


def sample() -> dict[str, Any]:
    """Values for every message about bookings."""
    site = "https://samvirke.example.org"
    return {
        "name": "Ingrid Moen",
        "by": "Kari Nordmann",
        "is_ticket": True,
        "title": "Langvarig strømbrudd",
        "when": "4. mars 2027, 10.00–15.00",
        "where": "Elvestad kulturhus",
        "url": f"{site}/events/0b6f0a52-6f0e-4f39-9f0a-1d6a8a8f7c11/",
        "subject": "Ta med inneklær",
        "words": "Salen er kald. Ta med en genser.",
        "number": 3,
        "unnamed": 1,
        "position": 3,
        "hours": 8,
        "reason": "Alle plasser er tatt.",
        "released": True,
        "until": "2. mars 2027, 16.00",
        "names": ["Ingrid Moen"],
        "reference": "7KQ2M9XW4T",
        "tickets": [{"name": "Ingrid Moen", "url": f"{site}/places/sample/"}],
        "share_url": f"{site}/bookings/fill/sample/",
        "booking_url": f"{site}/bookings/sample/",
        "link": f"{site}/places/sample/",
        "calendar": "REQUEST",
        "join_url": f"{site}/join/sample/",
    }
