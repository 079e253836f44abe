from django import template

from ..models import Organisation
from ..numbers import shown_number

register = template.Library()


@register.filter
def written_number(organisation: Organisation) -> str:
    """The organisation's number as people write it."""
    return shown_number(organisation.number, country=organisation.country)
