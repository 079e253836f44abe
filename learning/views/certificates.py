from django.contrib.auth.decorators import login_required
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render

from cms import clock

from ..enums import DocumentState
from ..models import Certificate
from ..rules import may_fetch_certificate
from ..verification import Verdict, verdict_on


@login_required
def document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The PDF, for its holder and for staff; a page that waits while it is being made."""
    certificate = get_object_or_404(Certificate, pk=pk)
    if not may_fetch_certificate(request.user, certificate):
        raise Http404
    if certificate.document_state != DocumentState.READY:
        return render(request, "learning/document_waiting.html", {"certificate": certificate}, status=202)
    opened = storages["private"].open(certificate.document_name)
    filename = f"{certificate.number}.pdf"
    return FileResponse(opened, content_type="application/pdf", filename=filename)


def verify_form(request: HttpRequest) -> HttpResponse:
    """Type a code by hand."""
    if typed := request.GET.get("code", "").strip():
        return redirect("verify", code=typed.replace("/", "")[:40] or "-")
    return render(request, "learning/verify_form.html")


def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether a certificate is real: to people as a page, to programs as JSON."""
    verdict = verdict_on(code, on=clock.today())
    status = 200 if verdict.certificate else 404
    if request.accepts("text/html"):
        response = render(request, "learning/verify.html", {"verdict": verdict}, status=status)
    else:
        response = JsonResponse(_as_json(verdict), status=status)
    response["Cache-Control"] = "no-store"
    response["Vary"] = "Accept, Accept-Language, Cookie"
    return response


def _as_json(verdict: Verdict) -> dict[str, object]:
    certificate = verdict.certificate
    if certificate is None:
        return {"status": verdict.status, "code": verdict.typed, "mistyped": verdict.mistyped}
    return {
        "status": verdict.status,
        "code": certificate.code,
        "number": certificate.number,
        "holder": certificate.holder_name,
        "title": certificate.title,
        "outcome": certificate.outcome,
        "hours": str(certificate.hours) if certificate.hours is not None else None,
        "issuer": certificate.issuer,
        "issued_at": certificate.issued_at.isoformat(),
        "valid_until": certificate.valid_until.isoformat() if certificate.valid_until else None,
        "revoked_at": verdict.changed_at.isoformat() if verdict.status == "revoked" and verdict.changed_at else None,
        "content_hash": certificate.basis_hash,
    }
