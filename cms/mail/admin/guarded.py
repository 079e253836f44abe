from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.people.requests import SignedInRequest


class GuardedView(WagtailAdminTemplateMixin):
    """A page of the admin behind one of our rules."""

    request: SignedInRequest
    header_icon = "mail"
    rule: Callable[[Any], bool]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not type(self).rule(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]


# What a mail may do when it is shown: carry styles and our own pictures. It runs, fetches and sends nothing.
MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; sandbox"


def shown_mail(html: str) -> HttpResponse:
    """A mail's HTML as a page of its own, for a frame."""
    headers = {"Content-Security-Policy": MAIL_POLICY, "X-Frame-Options": "SAMEORIGIN", "Cache-Control": "no-store"}
    return HttpResponse(html, headers=headers)
