"""Pages about what takes place: an editor's words and pictures.

Day, place, state and free places are records of the room above, which hangs them on these pages (`hook_points.py`).
"""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from ..blocks.fields import StreamField
from ..blocks.streams import ArticleStreamBlock, PartnerStreamBlock
from ..hook_points import event_data, event_facts, event_notices, event_panels, event_programme
from .base import LeadMixin, SitePage


class ContactMixin(models.Model):
    """Whom to ask about it."""

    contact_name = models.CharField(_("who answers questions"), max_length=120, blank=True)
    contact_email = models.EmailField(_("their e-mail"), blank=True)
    contact_phone = models.CharField(_("their telephone"), max_length=40, blank=True)

    contact_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("contact_name", "contact_email", "contact_phone")], heading=_("Contact")
        )
    ]

    class Meta:
        abstract = True

    @property
    def has_contact(self) -> bool:
        return bool(self.contact_name or self.contact_email or self.contact_phone)


class PhotoMixin(models.Model):
    photo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    photo_alt = models.CharField(_("text instead of the photo"), max_length=300, blank=True)

    photo_panels: ClassVar[list[Any]] = [
        MultiFieldPanel([FieldPanel("photo"), FieldPanel("photo_alt")], heading=_("Photo"))
    ]

    class Meta:
        abstract = True


class HappeningPage(ContactMixin, PhotoMixin, LeadMixin, SitePage):
    """What pages of one happening, and of a series of them, have in common."""

    picture_field = "photo"

    body = StreamField(ArticleStreamBlock(), verbose_name=_("content"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        *LeadMixin.lead_panels,
        *PhotoMixin.photo_panels,
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [*Page.search_fields, *LeadMixin.lead_search, index.SearchField("body")]

    class Meta:
        abstract = True

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "cms/pages/happening_page.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["notices"] = event_notices.render(request, page=self)
        context["facts"] = event_facts.render(request, page=self)
        context["programme"] = event_programme.render(request, page=self)
        context["panels"] = event_panels.render(request, page=self)
        context["data"] = event_data.render(request, page=self)
        return context


class OccurrencePage(HappeningPage):
    """The page of one happening with its own day: how to get there, and who helps to make it."""

    practical = StreamField(ArticleStreamBlock(), verbose_name=_("practical information"), blank=True)
    partners = StreamField(PartnerStreamBlock(), verbose_name=_("partners and exhibitors"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *HappeningPage.content_panels,
        FieldPanel("practical"),
        FieldPanel("partners"),
        *ContactMixin.contact_panels,
    ]
    search_fields: ClassVar[list[Any]] = [*HappeningPage.search_fields, index.SearchField("practical")]

    class Meta:
        abstract = True

    @property
    def names_exhibitors(self) -> bool:
        """Whether any of the partners is one; those who have a stand show themselves in a part of their own."""
        return any(part.value["kind"] == "exhibitor" for part in self.partners)
