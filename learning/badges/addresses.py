"""What the centre and its badges are called in the world: addresses that stand in signed documents for ever."""

from urllib.parse import quote, urlsplit

from django.conf import settings
from django.urls import reverse

from cms.addresses import site_url

from .models import Achievement, Credential, SigningKey, StatusList


def centre_did() -> str:
    """The centre as an issuer: did:web of the site's host. A port's colon is written %3A, as the method says."""
    return f"did:web:{quote(urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc, safe='')}"


def key_id(key: SigningKey) -> str:
    return f"{centre_did()}#{key.name}"


def token_key_id(key: SigningKey) -> str:
    """The same key as programs that read JSON Web Keys want it."""
    return f"{key_id(key)}-jwk"


def credential_url(credential: Credential) -> str:
    return site_url(reverse("credential", args=[credential.key]))


def achievement_url(achievement: Achievement) -> str:
    return site_url(reverse("achievement", args=[achievement.key]))


def achievement_image_url(achievement: Achievement) -> str:
    return site_url(reverse("achievement_image", args=[achievement.key]))


def status_list_url(status_list: StatusList) -> str:
    return site_url(reverse("status_list", args=[status_list.number]))
