"""The holder's badge: what it is, and its files."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cms import clock
from cms.people.requests import SignedInRequest

from ...models import Certificate
from ...rules import may_fetch_certificate
from ...verification import verdict_on
from ..baking import bake_png, bake_svg
from ..models import SignedCredential
from ..pictures import badge_png, badge_svg
from ..queries import newest_signed, signing_key


@require_safe
@login_required
def badge(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a badge is good for, and its files; a page that says so while it is being signed, or will not be."""
    certificate = _certificate(request, pk)
    signed = newest_signed(credential__certificate=certificate)
    waits = signed is None and signing_key() is not None
    context = {
        "certificate": certificate,
        "signed": signed,
        "will_be_signed": waits,
        "status": verdict_on(certificate.code, on=clock.today()).status,
    }
    return render(request, "badges/badge.html", context, status=202 if waits else 200)


@require_safe
@login_required
def badge_file(request: SignedInRequest, pk: int, form: str) -> HttpResponse:
    """The badge as a file: JSON or token as they were signed, or a picture that carries it."""
    certificate = _certificate(request, pk)
    signed = newest_signed(credential__certificate=certificate)
    if form not in FORMS or signed is None:
        raise Http404
    content_type, make = FORMS[form]
    disposition = f'attachment; filename="{certificate.number}.{form}"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(make(signed), content_type=content_type, headers=headers)


def _certificate(request: SignedInRequest, pk: int) -> Certificate:
    certificate = get_object_or_404(Certificate, pk=pk)
    if not may_fetch_certificate(request.user, certificate):
        raise Http404
    return certificate


def _png(signed: SignedCredential) -> bytes:
    certificate = signed.credential.certificate
    picture = badge_png(signed.credential.achievement, centre=certificate.issuer)
    return bake_png(picture, signed.document)


def _svg(signed: SignedCredential) -> str:
    certificate = signed.credential.certificate
    picture = badge_svg(signed.credential.achievement, centre=certificate.issuer)
    return bake_svg(picture, signed.document)


FORMS: dict[str, tuple[str, Callable[[SignedCredential], str | bytes]]] = {
    "json": ("application/vc", lambda signed: signed.document),
    "jwt": ("application/vc+jwt", lambda signed: signed.token),
    "png": ("image/png", _png),
    "svg": ("image/svg+xml", _svg),
}
