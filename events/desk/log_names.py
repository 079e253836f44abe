"""What lines of the log are about, in the names things have now. What is removed has none any more."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext as _now
from wagtail.models import ModelLogEntry

from ..models import Booking, Place, Question, Quota, TicketCategory, Voucher
from ..programme.models import Material, Room, Session, Speaker, Track

Key = tuple[int | None, str]


def _of_place(place: Place) -> str:
    return place.name or _now("a place without a name")


def _of_booking(booking: Booking) -> str:
    return ", ".join(part for part in (_now("Booking") + f" {booking.reference}", booking.name) if part)


NAMES: dict[type[Model], Callable[[Any], str]] = {
    Place: _of_place,
    Booking: _of_booking,
    TicketCategory: lambda category: category.name,
    Quota: lambda quota: quota.name,
    Question: lambda question: question.text,
    Voucher: lambda voucher: voucher.code,
    Session: lambda session: session.title,
    Speaker: lambda speaker: speaker.name,
    Material: lambda material: material.title,
    Room: str,
    Track: str,
}


def register_name(model: type[Model], name_of: Callable[[Any], str]) -> None:
    """Say what rows of a model are called that another part of the room has."""
    NAMES[model] = name_of


def names_in(rows: Iterable[ModelLogEntry]) -> dict[Key, str]:
    """By kind and number. A query for each kind the lines are about, however many lines."""
    numbers: dict[int | None, set[int]] = {}
    for row in rows:
        if row.object_id.isdigit():
            numbers.setdefault(row.content_type_id, set()).add(int(row.object_id))
    found: dict[Key, str] = {}
    for model, name_of in NAMES.items():
        kind = kind_of(model).pk
        for one in model._default_manager.filter(pk__in=numbers[kind]) if kind in numbers else ():
            found[kind, str(one.pk)] = name_of(one)
    return found


def kind_of(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model, for_concrete_model=False)
