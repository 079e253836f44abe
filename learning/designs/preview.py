"""The certificate of somebody invented, drawn in a design that is not saved yet."""

import base64
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import typst
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms import clock
from cms.addresses import site_url
from cms.centre import centre_facts

from ..bases import ENROLMENT
from ..documents import LAYOUT, certificate_facts, document_fonts, inputs
from ..models import Certificate

if TYPE_CHECKING:
    from .models import CertificateDesign


def sample_sheet(design: "CertificateDesign", *, language: str) -> str:
    """The sheet as a picture that a page can hold."""
    with translation.override(language):
        sample = _sample(design, language)
        facts = certificate_facts(sample, verify_url=site_url("/verify/7K4M-QWX2-9PTB-H/"), design=design.content())
    drawn = typst.compile(
        LAYOUT,
        root=LAYOUT.parent,
        font_paths=document_fonts(),
        format="svg",
        sys_inputs=inputs(facts),
    )
    return "data:image/svg+xml;base64," + base64.b64encode(drawn).decode()


def _sample(design: "CertificateDesign", language: str) -> Certificate:
    now = clock.now()
    return Certificate(
        number=f"{timezone.localtime(now).year}-000000",
        code="7K4M-QWX2-9PTB-H",
        holder_name="Ingrid Moen",
        title=_("An example of a course"),
        outcome=_("What whoever has taken part can do afterwards."),
        hours=Decimal(6),
        issuer=centre_facts()["name"],
        language=language,
        basis_kind=design.used_for or ENROLMENT,
        issued_at=now,
        valid_until=timezone.localdate(now) + timedelta(days=730),
    )
