from django import template

register = template.Library()


@register.filter
def in_fours(key: str) -> str:
    """A long key in groups of four letters, as one can type it. Apps do not mind the spaces."""
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))
