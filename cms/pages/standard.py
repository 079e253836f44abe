from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from ..blocks.fields import StreamField
from ..blocks.streams import ArticleStreamBlock
from .base import LeadMixin, SitePage


class StandardPage(LeadMixin, SitePage):
    """A page of words and pictures: about us, accessibility, privacy."""

    body = StreamField(ArticleStreamBlock(), verbose_name=_("content"), blank=True)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, *LeadMixin.lead_panels, FieldPanel("body")]
    search_fields: ClassVar[list[Any]] = [*Page.search_fields, *LeadMixin.lead_search, index.SearchField("body")]
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["cms.StandardPage"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
