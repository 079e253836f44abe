from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from ..languages import page_language_choice
from ..menu import HOME_DEPTH


class LeadMixin(models.Model):
    """A page that opens with a sentence or two saying what it is about."""

    lead = models.TextField(_("lead"), blank=True, max_length=600, help_text=_("One or two sentences at the top."))

    lead_panels: ClassVar[list[Any]] = [FieldPanel("lead")]
    lead_search: ClassVar[list[Any]] = [index.SearchField("lead"), index.AutocompleteField("lead")]

    class Meta:
        abstract = True


class SitePage(Page):
    """Every page of ours: knows its trail, and its template stands with the others."""

    class Meta:
        abstract = True

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return f"cms/pages/{_snake(type(self).__name__)}.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["trail"] = self.trail(request)
        context["languages"] = page_language_choice(self, request)
        return context

    def trail(self, request: HttpRequest) -> list[dict[str, str]]:
        """Pages between the front page and this one, nearest last."""
        if self.depth <= HOME_DEPTH + 1:
            return []
        above = self.get_ancestors().filter(depth__gt=HOME_DEPTH).select_related("locale")
        return [{"title": page.title, "url": page.get_url(request) or ""} for page in above]


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
