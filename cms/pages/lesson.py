from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from ..blocks.fields import StreamField
from ..blocks.gates import GateBlock, gate_field
from ..blocks.streams import LessonStreamBlock
from .base import SitePage


class LessonPage(SitePage):
    """Where a lesson is written and previewed. Visitors are led to the course, learners read its release."""

    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    required = models.BooleanField(_("needed to complete the course"), default=True)
    gate = gate_field(GateBlock())
    body = StreamField(LessonStreamBlock(), verbose_name=_("content"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("minutes"),
        FieldPanel("required"),
        FieldPanel("gate"),
        FieldPanel("body"),
    ]
    # The body is not searched: quiz keys would be found by searching for them.
    search_fields: ClassVar[list[Any]] = [*Page.search_fields, index.FilterField("required")]
    parent_page_types: ClassVar[list[str]] = ["cms.ModulePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.get_parent().get_parent().get_url(request))
