from urllib.parse import urlsplit

from django.test import Client

from learning.badges.domain.credentials import sign_badge
from learning.badges.domain.keys import new_signing_key
from learning.badges.models import SignedCredential

from .learning import AT, make_certificate


def make_key(*, at=AT):
    return new_signing_key(by=None, at=at)


def make_badge(*, at=AT, **certificate):
    """A signed badge of a certificate of its own."""
    certificate = make_certificate(at=at, **certificate)
    sign_badge(certificate_id=certificate.pk, at=at)
    return newest(certificate)


def newest(certificate):
    return SignedCredential.objects.filter(credential__certificate=certificate).order_by("-pk").first()


def fetch(url, accept="*/*"):
    """What a verifier gets that fetches an address of ours."""
    answer = Client().get(urlsplit(url).path, headers={"accept": accept})
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content


def fetch_tokens(url):
    return fetch(url, "application/vc+jwt, application/did+json;q=0.5")
