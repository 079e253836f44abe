"""Leads: what visitors let exhibitors have who scan their badge. Without a yes nothing about them is stored.

The row of the place is locked while a badge is scanned and while a yes is given or taken back, so that what is taken
back in the same moment is not copied after all.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from cms import audit
from cms.people.models import User
from events.door.codes import spellings
from events.enums import OccurrenceState, PlaceState
from events.models import Place

from ..enums import ExhibitorState, LeadField, ScanResult
from ..models import Exhibitor, Lead, LeadConsent

# The wording they say yes to; a new one gets a new name, and those who said yes to the old stay.
CONSENT_WORDS = "2026-11"
# Stands are open from the day before until the day after.
AROUND = timedelta(days=1)
# What one exhibitor may gather.
MOST = 20_000


class NotScanning(Exception):
    """The stand is not open: too early, too late, or it is no longer theirs."""


@dataclass(frozen=True)
class Scanned:
    result: ScanResult
    lead: Lead | None = None


# --- What visitors say ---------------------------------------------------------------------------


@transaction.atomic
def share(*, place: Place, fields: Collection[str], by: User | None, at: datetime) -> list[str]:
    """Let exhibitors have these things and nothing else, from now on; what is not among them is taken back, from leads
    that hold it already too. Returns what is shared.
    """
    row = _locked(place)
    wanted = set(fields) & set(LeadField.values) if row.state == PlaceState.CONFIRMED else set()
    now = set(live_fields(row))
    gone, new = now - wanted, wanted - now
    LeadConsent.objects.filter(place=row, field__in=gone, withdrawn_at__isnull=True).update(withdrawn_at=at)
    LeadConsent.objects.bulk_create(
        LeadConsent(place=row, field=field, words=CONSENT_WORDS, given_at=at) for field in sorted(new)
    )
    _take_back(row, gone, at=at)
    if gone or new:
        audit.record(row, action="exhibitors.share", by=by, at=at, given=len(new), withdrawn=len(gone))
    return sorted(wanted)


def live_fields(place: Place) -> list[str]:
    """What a visitor shares now. One query."""
    rows = LeadConsent.objects.filter(place=place, withdrawn_at__isnull=True)
    return list(rows.order_by("field").values_list("field", flat=True))


@transaction.atomic
def stop_sharing(*, place: Place, at: datetime) -> None:
    """The ticket changes hands. The yes was somebody else's, who has no page left to take it back on: it ends with it,
    from leads too.
    """
    _locked(place)
    LeadConsent.objects.filter(place=place.pk, withdrawn_at__isnull=True).update(withdrawn_at=at)
    _take_back(place, LeadField.values, at=at)


def _locked(place: Place) -> Place:
    """As it is now. Whose leads may get new numbers are locked before it, as in a scan."""
    having = Lead.objects.filter(place=place.pk, withdrawn_at__isnull=True).values("exhibitor")
    list(Exhibitor.objects.select_for_update(of=("self",)).filter(pk__in=having).order_by("pk"))
    return Place.objects.select_for_update().get(pk=place.pk)


def _take_back(place: Place, fields: Collection[str], *, at: datetime) -> None:
    if not fields:
        return
    leads = Lead.objects.select_for_update(of=("self",)).select_related("exhibitor")
    leads = leads.filter(place=place, withdrawn_at__isnull=True)
    for lead in leads.order_by("pk"):
        left = {field: "" if field in fields else getattr(lead, field) for field in LeadField.values}
        if any(left.values()):
            _keep_less(lead, left, at=at)
        elif lead.downloaded_at:
            empty_lead(lead, at=at)
        else:
            lead.delete()


def _keep_less(lead: Lead, left: dict[str, str], *, at: datetime) -> None:
    """What is still shared. In a file that was downloaded the number is to be struck out, and this stands under a new
    one.
    """
    if {field: getattr(lead, field) for field in left} == left:
        return
    if not lead.downloaded_at:
        Lead.objects.filter(pk=lead.pk).update(**left)
        return
    about = {"exhibitor": lead.exhibitor, "place": lead.place, "note": lead.note, "scanned_at": lead.scanned_at}
    empty_lead(lead, at=at)
    Lead.objects.create(**about, **left, number=_last_number(lead.exhibitor) + 1)


def empty_lead(lead: Lead, *, at: datetime) -> None:
    """Nothing of the person stays, only that number so and so is to be struck out of what was downloaded."""
    lead.name = lead.email = lead.organisation = lead.note = ""
    lead.place, lead.withdrawn_at = None, at
    lead.save()


# --- What exhibitors do --------------------------------------------------------------------------


@transaction.atomic
def scan_badge(*, exhibitor: Exhibitor, code: str, note: str = "", by: User | None, at: datetime) -> Scanned:
    """Write down a visitor with what they share. A badge of another event, an old one and no badge at all are answered
    alike, and who shares nothing leaves no trace. Raises NotScanning.
    """
    row = Exhibitor.objects.select_for_update(of=("self",)).select_related("occurrence").get(pk=exhibitor.pk)
    if not may_scan(row, at=at):
        raise NotScanning(row.state)
    place = _locked_place(row, code)
    if place is None:
        return Scanned(ScanResult.UNKNOWN)
    shared = _shared(place)
    if not any(shared.values()):
        return Scanned(ScanResult.NO_CONSENT)
    lead = Lead.objects.filter(exhibitor=row, place=place, withdrawn_at__isnull=True).first()
    if lead:
        return Scanned(ScanResult.ALREADY, _again(lead, shared, note))
    return Scanned(ScanResult.OK, _new(row, place, shared, note, by=by, at=at))


def may_scan(exhibitor: Exhibitor, *, at: datetime) -> bool:
    occurrence = exhibitor.occurrence
    is_open = occurrence.starts_at - AROUND <= at < occurrence.ends_at + AROUND
    is_held = occurrence.state not in (OccurrenceState.CANCELLED, OccurrenceState.POSTPONED)
    return exhibitor.state == ExhibitorState.CONFIRMED and is_held and is_open


@transaction.atomic
def take_leads(*, exhibitor: Exhibitor, by: User | None, at: datetime) -> list[Lead]:
    """The leads that hold something, to be downloaded; that they were is remembered."""
    leads = list(exhibitor.leads.filter(withdrawn_at__isnull=True).select_for_update().order_by("number"))
    Lead.objects.filter(pk__in=[lead.pk for lead in leads], downloaded_at__isnull=True).update(downloaded_at=at)
    audit.record(exhibitor, action="exhibitors.take_leads", by=by, at=at, number=len(leads))
    return leads


def _locked_place(exhibitor: Exhibitor, code: str) -> Place | None:
    wanted = [one for one in spellings(code) if one]
    rows = Place.objects.select_for_update(of=("self",)).select_related("organisation", "booking__organisation")
    return rows.filter(code__in=wanted, occurrence=exhibitor.occurrence_id, state=PlaceState.CONFIRMED).first()


def _shared(place: Place) -> dict[str, str]:
    """What they said yes to, and is known; the rest empty."""
    organisation = place.organisation or place.booking.organisation
    known = {
        LeadField.NAME.value: place.name,
        LeadField.EMAIL.value: place.email,
        LeadField.ORGANISATION.value: organisation.name if organisation else place.booking.organisation_name,
    }
    given = live_fields(place)
    return {field: text if field in given else "" for field, text in known.items()}


def _again(lead: Lead, shared: dict[str, str], note: str) -> Lead:
    """What they have said yes to since comes along."""
    for field, text in shared.items():
        setattr(lead, field, text)
    lead.note = note.strip()[:300] or lead.note
    lead.save(update_fields=[*shared, "note"])
    return lead


def _new(
    exhibitor: Exhibitor, place: Place, shared: dict[str, str], note: str, *, by: User | None, at: datetime
) -> Lead:
    last = _last_number(exhibitor)
    if last >= MOST:
        raise NotScanning(MOST)
    lead = Lead.objects.create(
        exhibitor=exhibitor, place=place, number=last + 1, note=note.strip()[:300], scanned_at=at, **shared
    )
    audit.record(lead, action="exhibitors.scan", by=by, at=at, exhibitor=exhibitor.pk)
    return lead


def _last_number(exhibitor: Exhibitor) -> int:
    return exhibitor.leads.aggregate(last=Max("number"))["last"] or 0
