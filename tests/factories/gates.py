"""Gates written on pages, as Wagtail stores them, and waivers given on them."""

import json

from cms.models import LessonPage, ModulePage
from learning.gates.domain.waivers import Grounds, waive

from .blocks import block_id
from .learning import AT


def one(kind, *, name="", **value):
    """A condition: `one("lesson", lesson=page)`, `one("opens", day="2027-03-03")`."""
    raw = {key: getattr(it, "pk", it) for key, it in value.items()}
    return {"type": kind, "id": block_id(f"gate-{kind}-{name or sorted(raw.items())}"), "value": raw}


def any_of(*conditions, name="any"):
    return {"type": "any_of", "id": block_id(name), "value": list(conditions)}


def put_gate(page, *conditions):
    """Write a gate on a page and publish it."""
    page = type(page).objects.get(pk=page.pk)
    page.gate = json.dumps(list(conditions))
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def lesson_page(course_page, number):
    return next(page for page in LessonPage.objects.descendant_of(course_page) if page.title == f"Leksjon {number}")


def module_page(course_page, number):
    return ModulePage.objects.child_of(course_page).get(title=f"Modul {number}")


def grounds(**more):
    return Grounds(**{"reason": "course_elsewhere", "reference": "Arkiv 2026/118", **more})


def make_waiver(enrolment, what, target="", *, by=None, at=AT, **more):
    return waive(enrolment=enrolment, what=what, target=target, grounds=grounds(**more), by=by, at=at)
