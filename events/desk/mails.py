"""What staff write to people who have signed up, as each of them reads it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import Count

from cms.addresses import site_url
from cms.mail.domain.outbox import post_message
from cms.mail.models import OutboxMessage
from cms.mail.render import Rendered, render_message
from cms.people.models import User
from cms.texts import Texts, said

from ..addresses import occurrence_url
from ..enums import LIVE_STATES
from ..mails import FOLDER, _about, _mark
from ..models import Occurrence, Place
from ..place_links import booking_url, place_url
from .enums import LetterKind

if TYPE_CHECKING:
    from .models import Letter

TEMPLATES = f"{FOLDER}/letter"
KINDS = {LetterKind.PRACTICAL: TEMPLATES, LetterKind.NEWS: f"{FOLDER}/letter_news"}
# Stands for the name of the reader.
NAME = "{name}"


class Written(Protocol):
    """A letter, or what is to become one."""

    @property
    def subjects(self) -> Texts: ...
    @property
    def texts(self) -> Texts: ...
    @property
    def kind(self) -> str: ...


@dataclass(frozen=True)
class Reader:
    """Who reads it: who comes, and for places without an address who ordered."""

    email: str
    name: str
    language: str
    user: User | None
    link: str = ""
    is_ticket: bool = False


def reader_of(place: Place) -> Reader:
    """Of a place with `user` and `booking__contact` loaded."""
    booking, lives = place.booking, place.state in LIVE_STATES
    user = place.user if place.user and place.user.is_active else None
    if user or place.email:
        name, language = place.name or (user.name if user else ""), user.language if user else booking.language
        link = place_url(place) if lives else ""
        return Reader(user.email if user else place.email, name, language, user, link, is_ticket=True)
    contact = booking.contact if booking.contact and booking.contact.is_active else None
    language = contact.language if contact else booking.language
    link = booking_url(booking) if lives else ""
    return Reader(contact.email if contact else booking.email, booking.name, language, contact, link)


def letter(letter: "Letter", place: Place, *, at: datetime) -> bool:
    """Written once to an address. False where there is nobody to write to any more."""
    reader = reader_of(place)
    if not reader.email or (letter.kind == LetterKind.NEWS and reader.user is None):
        return False
    words = drawn(letter.occurrence, letter, reader, reader.language)
    link = occurrence_url(letter.occurrence)
    _post(letter.kind, words, reader, link=link, key=f"{key_prefix(letter)}{_mark(reader.email)}", at=at)
    return True


def try_letter(occurrence: Occurrence, words: Written, place: Place | None, *, to: User, at: datetime) -> None:
    """To whoever writes it, in their own language, and without the links of others."""
    reader = shown_reader(place, to)
    mine = Reader(to.email, reader.name, to.language, to)
    shown = drawn(occurrence, words, reader, to.language)
    _post(words.kind, shown, mine, link=occurrence_url(occurrence), key=None, at=at)


def shown_reader(place: Place | None, writer: User) -> Reader:
    """Somebody on the list, whose links nobody else is shown; without anybody the writer."""
    if place is None:
        return Reader(writer.email, writer.name, writer.language, writer, site_url("/…/"), is_ticket=True)
    one = reader_of(place)
    return Reader(one.email, one.name, one.language, one.user, site_url("/…/") if one.link else "", one.is_ticket)


def drawn(occurrence: Occurrence, words: Written, reader: Reader, language: str) -> Rendered:
    """In the language where it is written in it, else in the one it is written in, with our own words around it."""
    text = said(words.texts, language).replace(NAME, reader.name)
    about = {"subject": said(words.subjects, language).replace(NAME, reader.name), "words": text}
    context: dict[str, Any] = {"link": reader.link, "is_ticket": reader.is_ticket}
    return render_message(TEMPLATES, language=language, context=_about(occurrence, language) | about | context)


def key_prefix(letter: "Letter") -> str:
    return f"{KINDS[LetterKind(letter.kind)]}:{letter.key}:"


def states_of(letter: "Letter") -> dict[str, int]:
    """How many of its mails are in which state. One query."""
    rows = OutboxMessage.objects.filter(idempotency_key__startswith=key_prefix(letter)).order_by()
    return dict(rows.values_list("state").annotate(number=Count("pk")))


def _post(kind: str, words: Rendered, reader: Reader, *, link: str, key: str | None, at: datetime) -> OutboxMessage:
    return post_message(
        kind=KINDS[LetterKind(kind)],
        to_address=reader.email,
        to_user=reader.user,
        language=reader.language,
        subject=words.subject,
        text=words.text,
        html=words.html,
        link=link,
        at=at,
        idempotency_key=key,
    )
