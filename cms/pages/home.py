from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from ..blocks.fields import StreamField
from ..blocks.streams import ArticleStreamBlock
from ..hook_points import front_panels
from .base import LeadMixin, SitePage


class HomePage(LeadMixin, SitePage):
    """The front page, one for each language."""

    picture_field = "hero_image"

    hero_image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(ArticleStreamBlock(), verbose_name=_("content"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        *LeadMixin.lead_panels,
        FieldPanel("hero_image"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [*Page.search_fields, *LeadMixin.lead_search, index.SearchField("body")]
    parent_page_types: ClassVar[list[Any]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "cms.CataloguePage",
        "cms.EventCalendarPage",
        "cms.StandardPage",
        "cms.NewsIndexPage",
        "cms.ContactPage",
    ]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .catalogue import CataloguePage
        from .catalogue_search import readable
        from .course import CoursePage
        from .news import NewsPage

        context = super().get_context(request, *args, **kwargs)
        is_open = ~Page.objects.all().private_q()
        courses = readable(CoursePage.objects.live().filter(is_open)).select_related("illustration", "locale")
        news = (
            NewsPage.objects.live()
            .filter(is_open, path__startswith=self.path)
            .order_by("-date", "-pk")
            .select_related("image")
        )
        context["catalogue"] = CataloguePage.objects.live().child_of(self).first()
        context["courses"] = courses.prefetch_related("illustration__renditions")[:3]
        context["news"] = news.prefetch_related("image__renditions")[:3]
        context["panels"] = front_panels.render(request)
        return context
