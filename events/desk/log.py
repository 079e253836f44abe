"""Everything that happened to an occurrence: to itself, its bookings and places, its tickets, and what else was done
about it. Read from the one log, in words, with the names people have now.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

from cms.audit_log import people_called
from cms.audit_words import KEYS, data_in_words

from ..enums import PlaceState
from ..models import Booking, Occurrence, Place, Question, Quota, TicketCategory, Voucher
from .log_names import kind_of, names_in

EVENT, BOOKINGS, TICKETS, REST = "event", "bookings", "tickets", "rest"
KINDS = [
    (EVENT, _("The event itself")),
    (BOOKINGS, _("Bookings and places")),
    (TICKETS, _("Tickets, limits, questions and vouchers")),
    (REST, _("Programme, letters, the door and the rest")),
]
# Whose lines are found by the occurrence they are of; what else names the occurrence beside the line.
_by_rows: dict[type[Model], str] = {Booking: "occurrence", Place: "occurrence"}
# In words; other parts of the room add the states of what they have.
STATES: dict[str, Any] = dict(PlaceState.choices)
# Numbers of rows, and what is said otherwise.
UNSAID = frozenset({"after", "before", "letter", "number", "occurrence", "series", "user"})
OF_TICKETS = (TicketCategory, Quota, Question, Voucher)


def register_subject(model: type[Model], occurrence: str) -> None:
    """Say that lines about rows of this model belong to the occurrence they lead to (`booking__occurrence`). They
    stand among the rest.
    """
    _by_rows[model] = occurrence


def register_states(choices: Iterable[tuple[str, Any]]) -> None:
    """Say what states are called that places do not have."""
    for state, words in choices:
        STATES.setdefault(state, words)


@dataclass(frozen=True)
class LogFilters:
    kind: str = ""
    person: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "LogFilters":
        kind = query.get("kind", "")
        person = query.get("person", "").replace("\x00", "").strip()[:100]
        return cls(kind if kind in dict(KINDS) else "", person)

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in vars(self).items() if value})


@dataclass(frozen=True)
class LogLine:
    at: datetime
    what: str
    about: str
    more: str
    by: str


def lines_about(occurrence: Occurrence, filters: LogFilters) -> QuerySet[ModelLogEntry]:
    """The latest first. One query; two where a person is looked for."""
    found = ModelLogEntry.objects.filter(_kinds(occurrence, filters.kind))
    if filters.person:
        found = found.filter(_person(occurrence, filters.person))
    return found.select_related("user").order_by("-timestamp", "-pk")


def in_words(rows: Iterable[ModelLogEntry]) -> list[LogLine]:
    """A query for each kind of thing they are about, however many lines."""
    rows = list(rows)
    names = names_in(rows)
    return [
        LogLine(
            at=row.timestamp,
            what=str(row.message),
            about=names.get((row.content_type_id, row.object_id), ""),
            more=_more(row.data),
            by=str(row.user) if row.user else "",
        )
        for row in rows
    ]


def _more(data: Any) -> str:
    """What stands beside a line and says something to people: states in words, how many, and whatever has a word."""
    if not isinstance(data, dict):
        return ""
    said = [str(STATES.get(data["state"], data["state"]))] if "state" in data else []
    if isinstance(number := data.get("number"), int):
        said.append(_now("%(number)d in all") % {"number": number})
    rest = {key: value for key, value in data.items() if key in KEYS and key not in UNSAID}
    return " · ".join([*said, *([data_in_words(rest)] if rest else [])])


def _kinds(occurrence: Occurrence, kind: str) -> Q:
    """Its own lines by number, those of rows by their numbers, and whatever names it."""
    by_kind = {
        EVENT: _of(Occurrence) & Q(object_id=str(occurrence.pk)),
        BOOKINGS: _rows_of(Booking, occurrence) | _rows_of(Place, occurrence),
        TICKETS: Q(content_type__in=list(map(kind_of, OF_TICKETS)), data__occurrence=occurrence.pk),
        REST: _rest(occurrence),
    }
    if kind:
        return by_kind[kind]
    return by_kind[EVENT] | by_kind[BOOKINGS] | by_kind[TICKETS] | by_kind[REST]


def _rest(occurrence: Occurrence) -> Q:
    known = [kind_of(model) for model in (Occurrence, Booking, Place, *OF_TICKETS)]
    found = Q(data__occurrence=occurrence.pk) & ~Q(content_type__in=known)
    for model in _by_rows.keys() - {Booking, Place}:
        found |= _rows_of(model, occurrence)
    return found


def _rows_of(model: type[Model], occurrence: Occurrence, narrowed: Q | None = None) -> Q:
    rows = model._default_manager.filter(narrowed or Q(), **{_by_rows[model]: occurrence})
    numbers = rows.annotate(number=Cast("pk", CharField())).order_by().values("number")
    return _of(model) & Q(object_id__in=numbers)


def _person(occurrence: Occurrence, text: str) -> Q:
    """Lines by somebody called so, or about their place or booking."""
    named = Q()
    for words in {text, text.capitalize()}:
        named |= Q(name__icontains=words) | Q(email__icontains=words)
    about = _rows_of(Place, occurrence, named) | _rows_of(Booking, occurrence, named)
    return Q(user__in=people_called(text)) | about


def _of(model: type[Model]) -> Q:
    return Q(content_type=kind_of(model))
