"""Reads of the bank used more than once."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import ngettext

from learning.models import Course

from .models import Question, ReleaseQuestion, Tag


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


def found_questions(
    *, q: str = "", tag: str = "", category: str = "", kind: str = "", state: str = ""
) -> QuerySet[Question]:
    """Questions that fit all of these; every word of `q` must stand somewhere in them."""
    found = Question.objects.all()
    for word in q.split():
        found = found.filter(words__icontains=word)
    for name, value in (("tags__name", tag), ("category", category), ("kind", kind)):
        if value:
            found = found.filter(**{name: value})
    if state == "retired":
        return found.filter(retired_at__isnull=False)
    return found if state == "all" else found.filter(retired_at__isnull=True)


def for_listing(questions: QuerySet[Question]) -> QuerySet[Question]:
    """With what a list shows of each: version, tags, and how many courses' current releases may ask it."""
    used = ReleaseQuestion.objects.filter(version__question=OuterRef("pk"), release__in=_current_releases())
    courses = used.order_by().values("version__question").annotate(number=Count("release__course", distinct=True))
    shown = questions.select_related("current").prefetch_related("tags")
    return shown.annotate(courses=Coalesce(Subquery(courses.values("number")[:1]), 0))


def uses_of(question: Question) -> QuerySet[ReleaseQuestion]:
    """Where a question may be asked: every release and quiz, newest first."""
    uses = ReleaseQuestion.objects.filter(version__question=question)
    return uses.select_related("release__course", "version").defer("release__outline").order_by("-release_id", "pk")


def _current_releases() -> QuerySet[Any]:
    return Course.objects.filter(current_release__isnull=False).values("current_release")
