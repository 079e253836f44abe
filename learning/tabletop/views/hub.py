"""The first page of a tabletop: what it is about, beginning a run, joining a table, and the runs one has had."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cms import clock
from cms.people.requests import SignedInRequest
from learning.domain.progress import UnknownItem, refuse_locked
from learning.enums import ItemKind
from learning.models import Enrolment
from learning.queries import standing_of
from learning.snapshot import item_key
from learning.views.desk import enrolled, post_only

from ..domain.runs import NoSuchTable, join_run, start_run
from ..enums import RunMode, RunState
from ..forms import BeginForm, JoinForm
from ..queries import runs_of, script_of

Context = dict[str, Any]


@never_cache
@enrolled
def hub(request: SignedInRequest, enrolment: Enrolment, lesson: UUID, block: str) -> HttpResponse:
    context = _context(request, enrolment, lesson, block)
    return render(request, "tabletop/hub.html", context)


@post_only
@enrolled
def begin(request: SignedInRequest, enrolment: Enrolment, lesson: UUID, block: str) -> HttpResponse:
    context = _context(request, enrolment, lesson, block, begin=request.POST)
    form = context["begin"]
    if not form.is_valid():
        return render(request, "tabletop/hub.html", context, status=422)
    run = start_run(
        enrolment=enrolment,
        lesson_key=lesson,
        item_key=item_key(lesson, block),
        mode=RunMode(form.cleaned_data["mode"]),
        pace=form.chosen_pace,
        by=request.user,
        at=clock.now(),
    )
    return redirect("tabletop:run", course=enrolment.course.slug, lesson=lesson, run=run.key)


@post_only
@enrolled
def join(request: SignedInRequest, enrolment: Enrolment, lesson: UUID, block: str) -> HttpResponse:
    context = _context(request, enrolment, lesson, block, join=request.POST)
    form = context["join"]
    if form.is_valid():
        try:
            run = join_run(
                code=form.cleaned_data["code"],
                enrolment=enrolment,
                lesson_key=lesson,
                item_key=item_key(lesson, block),
                by=request.user,
                at=clock.now(),
            )
            return redirect("tabletop:run", course=enrolment.course.slug, lesson=lesson, run=run.key)
        except NoSuchTable:
            form.add_error("code", _("No table of this tabletop has that code. Ask for it once more."))
    return render(request, "tabletop/hub.html", context, status=422)


def _context(
    request: HttpRequest, enrolment: Enrolment, lesson: UUID, block: str, *, begin: Any = None, join: Any = None
) -> Context:
    """Raises UnknownItem and LessonLocked."""
    standing = standing_of(enrolment, language=get_language() or "")
    found, key = standing.outline.by_key.get(lesson), item_key(lesson, block)
    item = found.item(key) if found else None
    if found is None or item is None or item.kind != ItemKind.TABLETOP:
        raise UnknownItem(key)
    refuse_locked(enrolment, standing, found)
    script = script_of(enrolment.release, lesson, key, standing.language)
    seats = runs_of(request.user, key)
    return {
        "enrolment": enrolment,
        "lesson": lesson,
        "story": script.block,
        "course_title": standing.outline.texts[standing.language]["title"],
        "lesson_title": standing.title(found),
        "content_language": standing.language,
        "is_done": key in standing.done - standing.waived,
        "begin": BeginForm(begin, script=script),
        "join": JoinForm(join),
        "open": [one for one in seats if one.run.is_open],
        "leads_one": any(one.run.is_open and one.is_leader for one in seats),
        "finished": [one for one in seats if one.run.state == RunState.FINISHED],
    }
