"""Speakers as the published programme shows them: who is not in it has no page."""

from collections.abc import Collection
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

from cms.sorting import nordic
from cms.texts import said

from ..reading import edition_of
from ..shown import shown_in
from .frame import edition_or_404, language, occurrence_or_404, page

PORTRAIT = "fill-160x160"


@require_safe
def speakers(request: HttpRequest, uid: UUID) -> HttpResponse:
    occurrence = occurrence_or_404(request, uid)
    edition = edition_of(occurrence)
    found = edition.content["speakers"] if edition else {}
    people = sorted(found.items(), key=lambda one: nordic(one[1]["name"]))
    photos = _photos([about["photo"] for _key, about in people if about["photo"]])
    shown = [{"key": key, **about, "picture": photos.get(about["photo"])} for key, about in people]
    return page(request, "speakers", occurrence, here="speakers", speakers=shown)


def _photos(numbers: Collection[int]) -> dict[int, AbstractImage]:
    """By their number, with what is shown of each. Two queries, none where nobody has one."""
    return get_image_model().objects.prefetch_renditions(PORTRAIT).in_bulk(numbers) if numbers else {}


@require_safe
def speaker(request: HttpRequest, uid: UUID, key: UUID) -> HttpResponse:
    occurrence = occurrence_or_404(request, uid)
    edition = edition_or_404(occurrence)
    about = edition.content["speakers"].get(str(key))
    if about is None:
        raise Http404
    sessions = [one for one in shown_in(edition, language()) if any(who["key"] == str(key) for who in one.speakers)]
    photo = get_image_model().objects.filter(pk=about["photo"]).first() if about["photo"] else None
    shown = {**about, "biography": said(about["biographies"], language(), "nb")}
    return page(request, "speaker", occurrence, speaker=shown, photo=photo, sessions=sessions)
