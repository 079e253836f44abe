from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from ..blocks.fields import StreamField
from ..blocks.streams import ArticleStreamBlock
from ..clock import today
from .base import LeadMixin, SitePage

NEWS_PER_PAGE = 10


class NewsIndexPage(LeadMixin, SitePage):
    """All news, newest first."""

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, *LeadMixin.lead_panels]
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.NewsPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("news list")
        verbose_name_plural = _("news lists")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        news = NewsPage.objects.live().public().child_of(self).order_by("-date", "-pk")
        shown = Paginator(news.select_related("image").prefetch_related("image__renditions"), NEWS_PER_PAGE)
        context["news"] = shown.get_page(request.GET.get("page"))
        return context


class NewsPage(LeadMixin, SitePage):
    """One piece of news."""

    picture_field = "image"

    date = models.DateField(_("date"), default=today)
    image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    image_alt = models.CharField(_("text instead of the image"), max_length=300, blank=True)
    body = StreamField(ArticleStreamBlock(), verbose_name=_("content"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("date"),
        *LeadMixin.lead_panels,
        FieldPanel("image"),
        FieldPanel("image_alt"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [*Page.search_fields, *LeadMixin.lead_search, index.SearchField("body")]
    parent_page_types: ClassVar[list[str]] = ["cms.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("news page")
        verbose_name_plural = _("news pages")
