"""What verifiers anywhere fetch: keys, issuer, achievements, badges, what is revoked. No sign-in, stable addresses."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from cms.centre import centre_facts

from ..contents import achievement_document, issuer_profile
from ..did import did_document
from ..json_ld import CREDENTIALS_V2, OPEN_BADGES
from ..models import Achievement, StatusList
from ..pictures import badge_png
from ..published import published, published_json
from ..queries import keys_that_prove, newest_signed

JSON, CREDENTIAL, LINKED, TOKEN, PAGE = (
    "application/json",
    "application/vc",
    "application/ld+json",
    "application/vc+jwt",
    "text/html",
)
# Seconds. A withdrawn key and a revoked badge are to be known soon; what an achievement says never changes.
SOON, LATER = 300, 86_400


@require_safe
def did(request: HttpRequest) -> HttpResponseBase:
    keys = list(keys_that_prove())
    if not keys:
        raise Http404
    return published_json(request, did_document(keys), max_age=SOON, content_type="application/did+json")


@require_safe
def issuer(request: HttpRequest) -> HttpResponseBase:
    profile = {"@context": [CREDENTIALS_V2, OPEN_BADGES], **issuer_profile()}
    return published_json(request, profile, max_age=SOON, content_type=LINKED)


@require_safe
def achievement(request: HttpRequest, key: UUID) -> HttpResponseBase:
    found = get_object_or_404(Achievement, key=key)
    document = {"@context": [CREDENTIALS_V2, OPEN_BADGES], **achievement_document(found)}
    return published_json(request, document, max_age=LATER, content_type=LINKED)


@require_safe
def achievement_image(request: HttpRequest, key: UUID) -> HttpResponseBase:
    found = get_object_or_404(Achievement, key=key)
    picture = badge_png(found, centre=centre_facts()["name"])
    return published(request, picture, content_type="image/png", max_age=LATER)


@require_safe
def credential(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The badge, signed, in the form that is asked for; people are sent to the certificate's public page."""
    signed = newest_signed(credential__key=key)
    if signed is None:
        raise Http404
    wanted = request.get_preferred_type([CREDENTIAL, JSON, LINKED, TOKEN, PAGE])
    if wanted == PAGE:
        return redirect("verify", code=signed.credential.certificate.code)
    return _in_form(request, wanted, signed.document, signed.token)


@require_safe
def status_list(request: HttpRequest, number: int) -> HttpResponseBase:
    found = get_object_or_404(StatusList.objects.exclude(document=""), number=number, key__withdrawn_at__isnull=True)
    wanted = request.get_preferred_type([CREDENTIAL, JSON, LINKED, TOKEN])
    return _in_form(request, wanted, found.document, found.token)


def _in_form(request: HttpRequest, wanted: str | None, document: str, token: str) -> HttpResponseBase:
    """A document with its proof inside, unless only the token is wanted."""
    if wanted == TOKEN:
        return published(request, token, content_type=TOKEN, max_age=SOON, varies=True)
    return published(request, document, content_type=wanted or CREDENTIAL, max_age=SOON, varies=True)
