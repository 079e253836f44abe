"""The certificate of a completed course: worded as its release says, in the place of the one it brings up to date."""

from contextlib import suppress
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.people.models import User

from ..bases import ENROLMENT
from ..models import Certificate, Enrolment
from ..months import months_later
from ..outline import Outline
from .certificates import AlreadyRevoked, Basis, award_certificate
from .renewals import AlreadySuperseded, supersede_certificate


def award_for_course(
    *, enrolment: Enrolment, outline: Outline, waived: frozenset[str] = frozenset(), by: User | None, at: datetime
) -> Certificate:
    """Award the certificate of a completed enrolment, worded as its release says in the learner's language.

    Its basis says how many of the things required were waived. When it brings an earlier enrolment up to date, it
    takes the place of that one's certificate.
    """
    learner = enrolment.learner
    texts = outline.texts[outline.language_for(learner.language)]
    with translation.override(learner.language):
        text = _basis_text(enrolment.release.number, len(waived & outline.required_keys))
    awarded = award_certificate(
        holder=learner,
        basis=Basis(ENROLMENT, str(enrolment.pk), text, content_hash=enrolment.release.content_hash),
        title=texts["title"],
        outcome=texts["outcome"],
        hours=outline.hours,
        valid_until=months_later(timezone.localdate(at), outline.valid_months),
        organisation=enrolment.organisation,
        by=by,
        at=at,
    )
    if enrolment.updates_id:
        _replace_earlier(enrolment.updates_id, awarded, by=by, at=at)
    return awarded


def _basis_text(release: int, waived: int) -> str:
    said = _("Course completed (release %(number)s)") % {"number": release}
    if not waived:
        return said
    text = ngettext("%(number)s part was waived", "%(number)s parts were waived", waived)
    return f"{said}; {text % {'number': waived}}"


def _replace_earlier(enrolment_id: int, newer: Certificate, *, by: User | None, at: datetime) -> None:
    """One that was revoked, or replaced by another, stays as it is."""
    older = Certificate.objects.filter(basis_kind=ENROLMENT, basis_key=str(enrolment_id)).first()
    if older:
        with suppress(AlreadyRevoked, AlreadySuperseded):
            supersede_certificate(certificate=older, newer=newer, by=by, at=at)
