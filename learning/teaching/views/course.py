"""The glance at a course, who is where at one item, and the gradebook."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import clock
from cms.people.requests import SignedInRequest

from ...models import Course
from ..columns import Column
from ..enums import SHOWN, Reason, Standing, State
from ..forms import GradebookForm
from ..glance import glance_of, people_at
from ..gradebook import A_PAGE, rows_of
from ..help import IDLE, NEAR, STALE, TRIES
from ..picture import Picture
from ..seen import Seen, seen_by
from ..words import signal_in_words

# How many of those who may need help the glance names; the rest stand in the gradebook.
NAMED = 8
View = Callable[..., HttpResponseBase]


def taught(view: View) -> View:
    """Give a view what of a course its reader sees: who owns or teaches it all, who teaches a group that group. Others
    find nothing here.
    """

    @wraps(view)
    @login_required
    @never_cache
    @require_safe
    def opened(request: SignedInRequest, course: str, **kwargs: Any) -> HttpResponseBase:
        found = get_object_or_404(Course, slug=course)
        seen = seen_by(request.user, found, at=clock.now())
        if seen is None:
            raise Http404
        return view(request, seen, **kwargs)

    return opened


@taught
def glance(request: SignedInRequest, seen: Seen) -> HttpResponse:
    """How many are how, item by item, and who may need help."""
    group = seen.group(request.GET.get("group", ""))
    picture = Picture(seen.course, at=clock.now(), only=seen.only(group))
    columns = {column.key: column for group in picture.groups for column in group.columns}
    in_need = picture.in_need
    context = {
        "course": seen.course,
        "group_choices": seen.groups,
        "whole": seen.whole,
        "group": group,
        "people": len(picture.people),
        "counts": [(standing, picture.count(standing)) for standing in Standing],
        "modules": glance_of(picture),
        "states": SHOWN,
        "in_need": [
            {"person": one, "reasons": [signal_in_words(signal, columns) for signal in one.signals]}
            for one in in_need[:NAMED]
        ],
        "more": max(len(in_need) - NAMED, 0),
        "rules": {"tries": TRIES, "stale": STALE.days, "idle": IDLE.days, "near": NEAR.days},
    }
    return render(request, "teaching/glance.html", context)


@taught
def who(request: SignedInRequest, seen: Seen, item: str) -> HttpResponse:
    """Who is how at one item."""
    group = seen.group(request.GET.get("group", ""))
    picture = Picture(seen.course, at=clock.now(), only=seen.only(group))
    column = _column(picture, item)
    everybody = people_at(picture, item)
    asked = request.GET.get("state", "")
    chosen = State(asked) if asked in State.values else None
    shown = [(person, state) for person, state in everybody if chosen in (None, state)]
    numbers = {state: sum(one == state for _, one in everybody) for state in SHOWN}
    context = {
        "course": seen.course,
        "column": column,
        "group": group,
        "chosen": chosen,
        "numbers": numbers,
        "all": len(everybody),
        "page": _page(shown, request),
    }
    return render(request, "teaching/who.html", context)


def _column(picture: Picture, key: str) -> Column:
    for group in picture.groups:
        for column in group.columns:
            if column.key == key:
                return column
    raise Http404


@taught
def gradebook(request: SignedInRequest, seen: Seen) -> HttpResponse:
    """Learners by items, fifty learners at a time."""
    form = GradebookForm(request.GET, seen=seen)
    picture = Picture(seen.course, at=clock.now(), only=form.only)
    wanted = form.wanted(picture)
    page = _page(wanted.people(picture), request)
    context = {
        "course": seen.course,
        "form": form,
        "group": form.chosen_group,
        "groups": picture.groups,
        "page": page,
        "rows": rows_of(picture, list(page.object_list)),
        "people": len(picture.people),
        "states": SHOWN,
        "asked": request.GET.urlencode(),
        "reasons": Reason,
    }
    return render(request, "teaching/gradebook.html", context, status=200 if form.is_valid() else 422)


def _page(rows: list[Any], request: SignedInRequest) -> Page[Any]:
    return Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
