"""Reads of the bank used more than once."""

from django.db.models import Count, QuerySet
from django.utils.translation import ngettext

from .models import Question, Tag


def tags_to_choose() -> list[tuple[str, str]]:
    """Tags that questions in use carry, each with how many. One query."""
    counted = Tag.objects.filter(questions__retired_at__isnull=True).annotate(number=Count("questions"))
    return [(tag.name, _with_number(tag.name, tag.number)) for tag in counted.order_by("name")]


def _with_number(name: str, number: int) -> str:
    words = ngettext("%(tag)s (%(number)s question)", "%(tag)s (%(number)s questions)", number)
    return words % {"tag": name, "number": number}


def questions_with_tags(tags: list[str]) -> QuerySet[Question]:
    """Questions in use that carry every one of these tags, in an order that lasts."""
    found = Question.objects.filter(retired_at__isnull=True, current__isnull=False)
    for tag in tags:
        found = found.filter(tags__name=tag)
    return found.select_related("current").order_by("key")
