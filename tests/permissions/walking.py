"""One step of the walk: ask an address with a verb as somebody, and say in one word how it ended."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from enum import StrEnum
from http.cookies import SimpleCookie
from typing import Any
from unittest.mock import patch

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.backends.django import Template
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.utils.safestring import SafeString

VERBS = ("get", "head", "options", "post", "put", "patch", "delete")


class Outcome(StrEnum):
    ALLOWED = "allowed"
    SENT_ON = "sent on"
    SIGN_IN = "sent to sign in"
    NOT_FOUND = "not found"
    FORBIDDEN = "forbidden"
    METHOD_REFUSED = "method refused"
    BROKEN = "broken"


class Walker:
    """Somebody who walks. Whatever a request changes is undone, signing out included."""

    def __init__(self, person: Any) -> None:
        self.client = Client(raise_request_exception=False)
        if person.is_authenticated:
            self.client.force_login(person)
        self.cookies = self.client.cookies.output()
        self.broken: list[str] = []

    def ask(self, verb: str, path: str, **headers: str) -> Outcome:
        self.client.cookies = SimpleCookie(self.cookies.replace("Set-Cookie: ", ""))
        with suppress(_Undo), transaction.atomic():
            response = getattr(self.client, verb)(path, headers=headers)
            for close in response._resource_closers:  # files; `close()` would end the connection as well
                close()
            outcome = outcome_of(response, path)
            if outcome == Outcome.BROKEN:
                self.broken.append(f"{verb} {path}: {getattr(response, 'exc_info', [None, response.status_code])[1]!r}")
            raise _Undo
        return outcome


class _Undo(Exception):
    pass


def outcome_of(response: Any, path: str) -> Outcome:
    if response.status_code >= 500:
        return Outcome.BROKEN
    by_status = {403: Outcome.FORBIDDEN, 404: Outcome.NOT_FOUND, 405: Outcome.METHOD_REFUSED}
    if response.status_code in by_status:
        return by_status[response.status_code]
    # OPTIONS of Django's views names the verbs there are, whoever asks and whatever the address is about.
    asked = response.request["REQUEST_METHOD"]
    if asked == "OPTIONS" and "Allow" in response.headers and response.headers.get("Content-Length") == "0":
        return Outcome.METHOD_REFUSED
    target = response.headers.get("Location", "").split("?")[0]
    if target in ("/accounts/login/", "/admin/login/") and "logout" not in path:
        return Outcome.SIGN_IN
    # Wagtail says no by sending people to the admin's front page.
    if target == "/admin/" and path.startswith("/admin/"):
        return Outcome.FORBIDDEN
    return Outcome.SENT_ON if target else Outcome.ALLOWED


class _Unrendered(SimpleTemplateResponse):
    """What is left of a page whose template nobody reads: its status."""

    def render(self) -> "_Unrendered":
        self.content = b""
        return self


# Whether the request that is being answered wants its templates filled.
_fills_templates = ContextVar("fills_templates", default=True)


@contextmanager
def templates_on_demand() -> Iterator[None]:
    """Nobody reads what the walk is answered, so templates that views fill at once stay empty as well."""
    fill = Template.render

    def render(self: Template, context: Any = None, request: HttpRequest | None = None) -> Any:
        return fill(self, context, request) if _fills_templates.get() else SafeString("")

    with patch.object(Template, "render", render):
        yield


class WithoutTemplates:
    """A middleware that saves the walk the time of filling templates, unless the request asks for it, and of asking
    the database for a person's permissions again and again: nothing that would change them outlives a request.
    """

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response
        self.permissions: dict[Any, frozenset[str]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self._remember_permissions(request.user)
        before = _fills_templates.set("X-Walk-Render" in request.headers)
        try:
            return self.get_response(request)
        finally:
            _fills_templates.reset(before)

    def _remember_permissions(self, person: Any) -> None:
        """Where Django's ModelBackend keeps them for as long as it has the same person in hand."""
        if person.is_authenticated and not person.is_superuser:
            if person.pk not in self.permissions:
                self.permissions[person.pk] = frozenset(person.get_all_permissions())
            person._perm_cache = set(self.permissions[person.pk])

    def process_template_response(self, request: HttpRequest, response: Any) -> Any:
        if "X-Walk-Render" in request.headers:
            return response
        return _Unrendered("", status=response.status_code, headers=dict(response.headers))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal is as good without the page that says it kindly."""
        if "X-Walk-Render" not in request.headers:
            if isinstance(exception, Http404):
                return HttpResponse(status=404)
            if isinstance(exception, PermissionDenied):
                return HttpResponse(status=403)
        return None
