"""Full addresses of this site, for what is read elsewhere: mail, paper, calendars, search engines."""

from django.conf import settings


def site_url(path: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
