"""How the demo's certificates look, what badges are signed with, and a professional day awarded from a list."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from cms.demo import people as demo
from cms.people.models import User
from cms.people.queries import organisation_acted_for

from .badges.domain.keys import new_signing_key
from .badges.models import SigningKey
from .bases import ATTENDANCE
from .bulk_awards.domain.bulk_awards import Award, advance_bulk_award, check_bulk_award, start_bulk_award
from .bulk_awards.models import BulkAward
from .bulk_awards.reader import read_list
from .designs.domain.designs import publish_design
from .designs.models import CertificateDesign
from .domain.certificates import Basis, award_certificate
from .domain.renewals import renew_certificate
from .models import Certificate

SIGNER = {
    "signer_name": demo.ADMINISTRATOR.name,
    "signer_title_nb": "Daglig leder",
    "signer_title_nn": "Dagleg leiar",
    "signer_title_sv": "Verksamhetsledare",
    "signer_title_en": "Managing director",
}
FAGDAG = Award(
    title="Fagdag: Egenberedskap i kommunens tjenester",
    kind=ATTENDANCE,
    basis_text="Deltok på fagdagen i Granåsen, seks timer med program og gruppearbeid",
    outcome="Kan gå gjennom egen tjeneste og si hva som må virke i en uke uten strøm, vann eller nett.",
    hours=Decimal(6),
)
GUESTS = ("hakon", "marit", "ola", "sunniva", "bente", "farid", "nina", "hanne", "dagerik", "jorunn")


def seed_looks_and_keys(*, at: datetime) -> None:
    """Before anything is awarded, so that all of it looks alike and can be signed."""
    if not SigningKey.objects.exists():
        new_signing_key(by=None, at=at)
    for used_for, values in (("", {}), (ATTENDANCE, {"border": "frame", "accent": "#1f6f78"})):
        design, made = CertificateDesign.objects.get_or_create(used_for=used_for, defaults=SIGNER | values)
        if made:
            publish_design(design=design, by=User.objects.get(email=demo.ADMINISTRATOR.email), at=at)


def seed_awards(*, now: datetime) -> None:
    """A day awarded from its list of participants, and a certificate that somebody has renewed."""
    if not BulkAward.objects.exists():
        _award_the_day(now)
        _renew_one(now)


def _award_the_day(now: datetime) -> None:
    by = User.objects.get(email=demo.COURSE_OWNER.email)
    written = "\n".join(
        ["Navn;E-post", *(f"{name};{name}@example.org" for name in GUESTS), "Ukjent;ukjent@example.org"]
    )
    record = check_bulk_award(award=FAGDAG, people=read_list(written), by=by, at=now)
    start_bulk_award(record=record, by=by, at=now)
    while advance_bulk_award(award_id=record.pk, at=now):
        pass


def _renew_one(now: datetime) -> None:
    holder = User.objects.get(email="nina@example.org")
    renew_certificate(
        certificate=_log_course(holder, at=now - timedelta(days=720)),
        basis=Basis(ATTENDANCE, f"loggforing-2:{holder.pk}", "Deltok på oppfriskning, to timer"),
        valid_until=date(now.year + 2, now.month, 1),
        by=None,
        at=now - timedelta(days=12),
    )


def _log_course(holder: User, *, at: datetime) -> Certificate:
    return award_certificate(
        holder=holder,
        basis=Basis(ATTENDANCE, f"loggforing-1:{holder.pk}", "Deltok på dagskurs i Elvestad"),
        title="Loggføring i kriseledelsen",
        outcome="Kan føre en logg som tåler ettersyn.",
        hours=Decimal(4),
        valid_until=timezone.localdate(at + timedelta(days=730)),
        organisation=organisation_acted_for(holder, on=timezone.localdate(at)),
        by=None,
        at=at,
    )
