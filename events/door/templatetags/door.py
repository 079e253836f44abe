from uuid import UUID, uuid4

from django import template

from .. import presenters

register = template.Library()
register.filter("organisation_of", presenters.organisation_of)


@register.simple_tag
def new_nonce() -> UUID:
    """Each button that is shown is one scan, however often it is pressed."""
    return uuid4()
