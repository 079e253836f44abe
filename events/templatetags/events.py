"""Occurrences in templates."""

from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from cms.texts import foreign_to, said

from ..addresses import occurrence_path
from ..models import Occurrence
from ..words import (
    deadline_in_words,
    hours_in_words,
    last_day_in_words,
    moment_in_words,
    short_day_in_words,
    when_in_words,
    where_and_how_in_words,
    where_in_words,
)

register = template.Library()


@register.filter
def when(occurrence: Occurrence) -> str:
    """Day and times, on the clocks there."""
    return when_in_words(occurrence)


@register.filter
def short_day(occurrence: Occurrence) -> str:
    """The day it begins on, on the clocks there, short enough for the edge of a list."""
    return short_day_in_words(occurrence.starts_at.astimezone(occurrence.zone))


@register.filter
def hours(occurrence: Occurrence) -> str:
    """Beside the day it begins on: the times, and the last day where that is another."""
    return hours_in_words(occurrence)


@register.filter
def moment_at(moment: datetime, occurrence: Occurrence) -> str:
    """Day and time, on the clocks where it takes place."""
    return moment_in_words(moment, occurrence.zone)


@register.filter
def deadline(moment: datetime, occurrence: Occurrence) -> str:
    """After “until” or “by”: a whole last day, or day and time."""
    return deadline_in_words(moment, occurrence.zone)


@register.filter
def last_day(moment: datetime, occurrence: Occurrence) -> str:
    """The day alone where all of it counts; nothing otherwise."""
    return last_day_in_words(moment, occurrence.zone)


@register.filter
def named(occurrence: Occurrence) -> str:
    """Its title, marked where it is not in the language that is read."""
    texts = occurrence.titles if said(occurrence.titles) else occurrence.series.titles
    foreign = foreign_to(get_language() or "nb", texts)
    return format_html('<span lang="{}">{}</span>', foreign, occurrence.title) if foreign else occurrence.title


@register.filter
def where(occurrence: Occurrence) -> str:
    return where_in_words(occurrence)


@register.filter
def where_and_how(occurrence: Occurrence) -> str:
    return where_and_how_in_words(occurrence)


@register.filter
def path(occurrence: Occurrence) -> str:
    """The address it is shown at."""
    return occurrence_path(occurrence)
