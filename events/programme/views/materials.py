"""What was shown and handed out, for those who may have it: by account, or by the link of one's place."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import clock
from events.models import Occurrence
from events.uploads import file_answer

from ..enums import MaterialAccess
from ..links import LinkUnknown, place_with
from ..models import Material
from ..queries import attended, came_on
from ..rules import is_open, may_fetch, may_write_programmes
from .frame import occurrence_or_404, page


@never_cache
@require_safe
def materials(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Four queries at most, however much there is."""
    occurrence = _found(request, uid)
    at, token = clock.now(), request.GET.get("place", "")
    rows = occurrence.materials.select_related("session").order_by("session__starts_at", "title", "pk")
    opened = [one for one in rows if is_open(_of(one, occurrence), at=at)]
    for_all = [one for one in opened if one.access == MaterialAccess.EVERYBODY]
    theirs = opened if len(opened) > len(for_all) and _came(request, occurrence, token) else for_all
    about = {"groups": _groups(theirs, token), "hidden": len(opened) - len(theirs)}
    return page(request, "materials", occurrence, here="materials", **about)


def _found(request: HttpRequest, uid: UUID) -> Occurrence:
    """The link of a place leads to what is for members alone too."""
    token = request.GET.get("place", "")
    found = Occurrence.objects.select_related("series").filter(uid=uid).first() if token else None
    return found if found and _has_place(found, token) else occurrence_or_404(request, uid)


def _came(request: HttpRequest, occurrence: Occurrence, token: str) -> bool:
    if may_write_programmes(request.user) or _has_place(occurrence, token):
        return True
    return attended(request.user, occurrence)


def _has_place(occurrence: Occurrence, token: str) -> bool:
    if not token:
        return False
    try:
        return came_on(place_with(token, occurrence_id=occurrence.pk))
    except LinkUnknown:
        return False


def _of(material: Material, occurrence: Occurrence) -> Material:
    material.occurrence = occurrence
    return material


def _groups(found: Iterable[Material], token: str) -> list[dict[str, Any]]:
    groups: dict[int | None, dict[str, Any]] = {}
    for one in found:
        title = one.session.title if one.session else _("For all of it")
        groups.setdefault(one.session_id, {"title": title, "materials": []})["materials"].append(_row(one, token))
    return list(groups.values())


def _row(material: Material, token: str) -> dict[str, Any]:
    path = reverse("programme_material", args=[material.occurrence.uid, material.key])
    return {
        "title": material.title,
        "address": f"{path}?{urlencode({'place': token})}" if token else path,
        "is_link": bool(material.url),
        "size": material.size,
        "ending": material.name.rpartition(".")[2].upper(),
    }


@never_cache
@require_safe
def material(request: HttpRequest, uid: UUID, key: UUID) -> HttpResponseBase:
    """A file to save, or the way to a link; never shown as a page of ours."""
    occurrence = _found(request, uid)
    found = _of(get_object_or_404(Material, key=key, occurrence=occurrence), occurrence)
    by_place = _has_place(occurrence, request.GET.get("place", ""))
    if not may_fetch(request.user, found, at=clock.now(), has_place=by_place):
        raise Http404
    return redirect(found.url) if found.url else file_response(found)


def file_response(found: Material) -> HttpResponseBase:
    return file_answer(found.file, name=found.name, mime=found.mime)
