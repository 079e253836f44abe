"""A copy of a course has gates of its own: what waits in the original for something inside it, waits in the copy for
the same inside the copy.
"""

import json
from typing import Any

from django.db import transaction
from wagtail.models import Page

from cms.models import LessonPage, ModulePage

from ..freezing import ANY_OF, PAGES

Raw = list[dict[str, Any]]


@transaction.atomic
def point_inside(*, original: Page, copy: Page) -> int:
    """Point the gates of a copy at its own modules and lessons, live and in drafts; say in how many pages.

    What stands outside what was copied, such as another course, is waited for as before.
    """
    own = _copies(original, copy)
    pages = [page for model in (ModulePage, LessonPage) for page in model.objects.descendant_of(copy, inclusive=True)]
    return sum(_point(page, own) for page in pages)


def _copies(original: Page, copy: Page) -> dict[int, int]:
    """Which page is the copy of which: they have the same place below what was copied."""
    there = {_below(copy, page): page.pk for page in copy.get_descendants()}
    pairs = ((page.pk, there.get(_below(original, page))) for page in original.get_descendants())
    return {before: after for before, after in pairs if after} | {original.pk: copy.pk}


def _below(top: Page, page: Page) -> str:
    return page.url_path.removeprefix(top.url_path)


def _point(page: ModulePage | LessonPage, own: dict[int, int]) -> bool:
    live = list(page.gate.raw_data)
    draft = page.get_latest_revision()
    written = json.loads(draft.content.get("gate") or "[]") if draft else []
    if (pointed := _pointed(live, own)) != live:
        page.gate = json.dumps(pointed)  # type: ignore[assignment]
        page.save(update_fields=["gate"], clean=False)
    if draft and _pointed(written, own) != written:
        draft.content["gate"] = json.dumps(_pointed(written, own))
        draft.save(update_fields=["content"])
    return pointed != live or _pointed(written, own) != written


def _pointed(gate: Raw, own: dict[int, int]) -> Raw:
    return [block | {"value": _value(block["type"], block["value"], own)} for block in gate]


def _value(kind: str, value: Any, own: dict[int, int]) -> Any:
    if kind == ANY_OF:
        return _pointed(list(value), own)
    name = PAGES.get(kind)  # type: ignore[call-overload]
    return value | {name: own[value[name]]} if name and value.get(name) in own else value
