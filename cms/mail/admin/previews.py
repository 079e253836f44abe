"""How every message reads, in all languages, with sample values: what editors of words look at."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cms.addresses import site_url

from ..enums import CATEGORIES, ESSENTIAL
from ..messages import MessageKind, message_kinds
from ..render import Rendered, render_templates, with_way_out
from ..rules import may_see_messages
from .guarded import GuardedView, shown_mail
from .viewsets import framed


def sample_of(kind: MessageKind, *, language: str) -> Rendered:
    """The message as a reader of this language would get it, with sample values."""
    rendered = render_templates(kind.templates, language=language, context=kind.sample())
    if kind.category == ESSENTIAL:
        return rendered
    url, preferences_url = site_url("/mail/unsubscribe/…/"), site_url(reverse("mail_preferences"))
    return with_way_out(rendered, url=url, preferences_url=preferences_url, language=language)


def _found(kind: str) -> MessageKind:
    known = {one.kind: one for one in message_kinds()}
    if kind not in known:
        raise Http404
    return known[kind]


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class MessageKindsView(GuardedView):
    """Every kind of message there is, and whether people can do without it."""

    allowed = staticmethod(may_see_messages)
    template_name = "mail/admin/kinds.html"
    page_title = _("Messages")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        categories = dict(CATEGORIES)
        rows = [
            {"name": kind.name, "category": categories[kind.category], "url": reverse("mail_preview", args=[kind.kind])}
            for kind in message_kinds()
        ]
        return super().get_context_data(**kwargs) | {"rows": sorted(rows, key=lambda row: str(row["name"]))}


class PreviewView(GuardedView):
    """One kind, in one language: HTML and text side by side."""

    allowed = staticmethod(may_see_messages)
    template_name = "mail/admin/preview.html"

    @cached_property
    def kind(self) -> MessageKind:
        return _found(self.kwargs["kind"])

    def get_page_title(self) -> str:
        return str(self.kind.name)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        above = {"url": reverse("mail_kinds"), "label": _now("Messages")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = _language(self.request)
        url = f"{reverse('mail_preview_html', args=[self.kind.kind])}?language={language}"
        return super().get_context_data(**kwargs) | {
            "kind": self.kind,
            "rendered": sample_of(self.kind, language=language),
            "reading": language,
            "frame": framed(url, _now("The mail as it looks")),
            "choices": [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES],
        }


def preview_html(request: HttpRequest, kind: str) -> HttpResponse:
    if not may_see_messages(request.user):
        raise PermissionDenied
    return shown_mail(sample_of(_found(kind), language=_language(request)).html)
