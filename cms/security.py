"""Content-Security-Policy for the site and for the admin. Setting names as in Django 6, which has this built in."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Policy = dict[str, list[str]]
HEADER = "Content-Security-Policy"


class ContentSecurityPolicyMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.site = written(settings.SECURE_CSP)
        self.admin = written(settings.SECURE_CSP_ADMIN)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        in_admin = request.path.startswith("/admin/")
        response.headers.setdefault(HEADER, self.admin if in_admin else self.site)
        return response


def written(policy: Policy) -> str:
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in policy.items())
