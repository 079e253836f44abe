"""What exhibitors write about themselves and their stand, and whether they stand on the public page."""

import io
import uuid
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.images import ImageFile
from django.db import transaction
from wagtail.images import get_image_model
from wagtail.models import Collection

from cms import audit
from cms.page_cache import forget_pages
from cms.people.models import User
from cms.texts import Texts

from ..enums import LIVE_STATES
from ..logos import tidy_logo
from ..models import Exhibitor
from .needs import Needs, refuse_beyond
from .standing import NotPossibleNow

COLLECTION = "Exhibitors"


class NeedsAreSettled(Exception):
    """It has begun; what the stand needs is told to the staff by word of mouth now."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    descriptions: Texts = field(default_factory=dict)
    url: str = ""
    shown: bool = False


@transaction.atomic
def save_profile(*, exhibitor: Exhibitor, profile: Profile, by: User | None, at: datetime) -> Exhibitor:
    """What visitors read, once they are confirmed. Not shown any more is at once. Raises NotPossibleNow."""
    row = _locked(exhibitor)
    row.descriptions, row.url = profile.descriptions, profile.url
    row.shown_since = (row.shown_since or at) if profile.shown else None
    row.save(update_fields=["descriptions", "url", "shown_since"])
    audit.record(row, action="exhibitors.save_profile", by=by, at=at, occurrence=row.occurrence_id, shown=profile.shown)
    transaction.on_commit(forget_pages, robust=True)
    return row


@transaction.atomic
def save_needs(*, exhibitor: Exhibitor, needs: Needs, by: User | None, at: datetime, staff: bool = False) -> Exhibitor:
    """Raises NotPossibleNow; unless staff do it NeedsAreSettled once it has begun, and NeedsBeyondPackage."""
    row = _locked(exhibitor)
    if (row.power_watts, row.tables, row.needs) == (needs.power_watts, needs.tables, needs.words.strip()):
        return row
    if not staff:
        _refuse_needs(row, needs, at=at)
    row.power_watts, row.tables, row.needs = needs.power_watts, needs.tables, needs.words.strip()[:2000]
    row.save(update_fields=["power_watts", "tables", "needs"])
    audit.record(row, action="exhibitors.save_needs", by=by, at=at, occurrence=row.occurrence_id)
    return row


def _refuse_needs(exhibitor: Exhibitor, needs: Needs, *, at: datetime) -> None:
    """What staff have promised beyond the package stays promised."""
    if at >= exhibitor.occurrence.starts_at:
        raise NeedsAreSettled
    names = ("power_watts", "tables")
    more = {name: getattr(needs, name) for name in names if getattr(needs, name) > getattr(exhibitor, name)}
    refuse_beyond(exhibitor.package, **more)


@transaction.atomic
def set_logo(*, exhibitor: Exhibitor, content: bytes, by: User | None, at: datetime) -> Exhibitor:
    """Keep a picture as their logo, drawn anew; the one before goes. Raises FileRefused, NotPossibleNow."""
    picture = tidy_logo(content)
    row = _locked(exhibitor)
    drop_logo(row)
    file = ImageFile(io.BytesIO(picture), name=f"exhibitor-{uuid.uuid4().hex}.png")
    title = f"Exhibitor {row.reference}"
    row.logo = get_image_model().objects.create(title=title, collection=_collection(), file=file)
    row.save(update_fields=["logo"])
    audit.record(row, action="exhibitors.set_logo", by=by, at=at, occurrence=row.occurrence_id)
    transaction.on_commit(forget_pages, robust=True)
    return row


def drop_logo(exhibitor: Exhibitor) -> None:
    """With its file and all that was made of it."""
    image, exhibitor.logo = exhibitor.logo, None
    if image:
        exhibitor.save(update_fields=["logo"])
        image.delete()


def _locked(exhibitor: Exhibitor) -> Exhibitor:
    rows = Exhibitor.objects.select_for_update(of=("self",)).select_related("occurrence__series", "package", "logo")
    row = rows.get(pk=exhibitor.pk)
    if row.state not in LIVE_STATES:
        raise NotPossibleNow(row.state)
    return row


def _collection() -> Collection:
    found = Collection.objects.filter(name=COLLECTION).first()
    return found or Collection.get_first_root_node().add_child(name=COLLECTION)
