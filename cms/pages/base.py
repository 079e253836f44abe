from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.images.models import AbstractImage
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from cms.addresses import site_url

from ..languages import page_language_choice, page_translations
from ..menu import HOME_DEPTH
from ..sharing import shared


class LeadMixin(models.Model):
    """A page that opens with a sentence or two saying what it is about."""

    lead = models.TextField(_("lead"), blank=True, max_length=600, help_text=_("One or two sentences at the top."))

    lead_panels: ClassVar[list[Any]] = [FieldPanel("lead")]
    lead_search: ClassVar[list[Any]] = [index.SearchField("lead"), index.AutocompleteField("lead")]

    class Meta:
        abstract = True


@dataclass(frozen=True)
class Surroundings:
    """The pages between the front page and this one, nearest last, and its addresses in the other languages."""

    trail: list[dict[str, str]]
    translations: dict[str, str]


class SitePage(Page):
    """Every page of ours: knows its trail, and its template stands with the others."""

    # Told by `known_pages`; a page that was come by in another way finds out.
    surroundings: Surroundings | None = None
    # Names the field with the picture that is shown beside a link to the page.
    picture_field: ClassVar[str] = ""
    is_known_to_be_open = False

    class Meta:
        abstract = True

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return f"cms/pages/{_snake(type(self).__name__)}.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        around = self.surroundings or surroundings_of(self, request)
        context["trail"] = around.trail
        context["languages"] = page_language_choice(request, around.translations)
        if url := self.get_url(request):
            context["shared"] = shared(url, around.translations)
        return context

    @property
    def picture(self) -> AbstractImage | None:
        return getattr(self, self.picture_field, None) if self.picture_field else None

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """By the public address, whatever host Wagtail's site was left with."""
        public = {"location": site_url(self.get_url(request) or "")}
        return [told | public for told in super().get_sitemap_urls(request)]

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        if self.is_known_to_be_open:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()


def surroundings_of(page: Page, request: HttpRequest) -> Surroundings:
    return Surroundings(_trail(page, request), page_translations(page, request))


def _trail(page: Page, request: HttpRequest) -> list[dict[str, str]]:
    if page.depth <= HOME_DEPTH + 1:
        return []
    above = page.get_ancestors().filter(depth__gt=HOME_DEPTH).select_related("locale")
    return [{"title": page.title, "url": page.get_url(request) or ""} for page in above]


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
