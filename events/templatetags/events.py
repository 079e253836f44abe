"""Occurrences in templates."""

from django import template

from ..addresses import occurrence_path
from ..models import Occurrence
from ..words import when_in_words, where_in_words

register = template.Library()


@register.filter
def when(occurrence: Occurrence) -> str:
    """Day and times, on the clocks there."""
    return when_in_words(occurrence)


@register.filter
def where(occurrence: Occurrence) -> str:
    return where_in_words(occurrence)


@register.filter
def path(occurrence: Occurrence) -> str:
    """The address it is shown at."""
    return occurrence_path(occurrence)
