"""The link by which somebody without an account answers: signed, for one survey and one address."""

from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

from cms.addresses import site_url

from .models import Respondent

SALT = "learning.surveys.respondent"


def link_token(respondent: Respondent) -> str:
    return signing.Signer(salt=SALT).sign_object([respondent.pk, _mark(respondent)], compress=True)


def link_url(respondent: Respondent, name: str = "surveys:answer_by_link") -> str:
    return site_url(reverse(name, args=[link_token(respondent)]))


def respondent_with(token: str) -> Respondent | None:
    """None for what is not signed by us, and once the address is forgotten."""
    try:
        pk, mark = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Respondent.objects.select_related("occasion__version", "version")
    found = rows.filter(pk=pk, user__isnull=True).exclude(email="").first()
    return found if found and _mark(found) == mark else None


def _mark(respondent: Respondent) -> str:
    return salted_hmac(SALT, respondent.email.lower(), algorithm="sha256").hexdigest()[:16]
