"""Documents made from frozen facts. Nothing is fetched: template, fonts and values are all there is."""

import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

import theme
from cms.addresses import site_url
from cms.centre import centre_facts
from cms.pages.course import hours_text

from .bases import basis_kind
from .designs.queries import design_at
from .letters import FONTS, drawable
from .models import Certificate

THEME = Path(theme.__file__).parent
LAYOUT = THEME / "templates/theme/document/certificate.typ"


def certificate_pdf(certificate: Certificate) -> bytes:
    """Return the certificate as a tagged PDF made to PDF/UA-1 rules, with a QR code that opens its public page."""
    verify_url = site_url(reverse("verify", args=[certificate.code]))
    with translation.override(certificate.language):
        facts = certificate_facts(certificate, verify_url=verify_url)
    return tagged_pdf(LAYOUT, facts)


def tagged_pdf(layout: Path, facts: dict[str, Any]) -> bytes:
    """A sheet of our layouts filled with facts, as a tagged PDF made to PDF/UA-1 rules."""
    drawn: bytes = typst.compile(
        layout,
        root=layout.parent,
        font_paths=document_fonts(),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs=inputs(facts),
    )
    return drawn


def inputs(facts: dict[str, Any]) -> dict[str, str]:
    """Facts as our layouts read them, without what no font of ours can draw."""
    return {"facts": json.dumps(drawable(facts), ensure_ascii=False)}


@cache
def document_fonts() -> typst.Fonts:
    """Our own fonts and no others: the sheet looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def qr_svg(text: str) -> str:
    """Return a QR code as SVG text."""
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", border=2, xmldecl=False)
    return drawn.getvalue().decode()


def certificate_facts(
    certificate: Certificate, *, verify_url: str, design: dict[str, Any] | None = None
) -> dict[str, object]:
    """Everything the layout prints, in words, in the language that is active, in the design of when it was issued."""
    if design is None:
        design = design_at(basis_kind=certificate.basis_kind, moment=certificate.issued_at)
    words = design.get("words", {}).get(certificate.language, {})
    issued = formats.date_format(timezone.localtime(certificate.issued_at), "DATE_FORMAT")
    valid, kind = certificate.valid_until, basis_kind(certificate.basis_kind)
    return {
        "language": certificate.language,
        "centre": certificate.issuer,
        "owner": centre_facts()["owner"],
        "title": words.get("heading") or str(kind.heading),
        "name": certificate.holder_name,
        "course": certificate.title,
        "outcome": certificate.outcome,
        "hours_text": hours_text(certificate.hours) if certificate.hours is not None else "",
        "issued_text": issued,
        "valid_text": formats.date_format(valid, "DATE_FORMAT") if valid else "",
        "number": certificate.number,
        "code": certificate.code,
        "verify_url": verify_url,
        "qr": qr_svg(verify_url),
        "labels": {
            "awarded_to": _("Awarded to"),
            "for_course": words.get("phrase") or str(kind.phrase),
            "outcome": _("Learning outcome"),
            "hours": _("Extent"),
            "issued": _("Issued"),
            "valid": _("Valid until"),
            "number": _("Number"),
            "verify": _("Check this certificate"),
            "qr_alt": _("QR code that opens the public page of this certificate"),
            "mark_alt": _("The centre's mark"),
            "signature_alt": _("Signature"),
        },
        "design": {key: value for key, value in design.items() if key != "words"}
        | {"signer_title": words.get("signer_title", "")},
    }
