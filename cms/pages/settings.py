from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="home")
class CentreSettings(BaseSiteSetting):
    """Who runs this site. The owner's legal form is data: it changes invoices and footer, never code."""

    name = models.CharField(_("name of the centre"), max_length=120, default="Samvirke")
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    owner = models.CharField(_("owner"), max_length=200, blank=True)
    organisation_number = models.CharField(_("organisation number"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    address = models.TextField(_("address"), blank=True)
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    accessibility_url = models.URLField(_("accessibility statement"), blank=True)

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("tagline"), FieldPanel("logo")], heading=_("The centre")),
        MultiFieldPanel([FieldPanel("owner"), FieldPanel("organisation_number")], heading=_("Owner")),
        MultiFieldPanel([FieldPanel("email"), FieldPanel("phone"), FieldPanel("address")], heading=_("Contact")),
        FieldPanel("accessibility_url"),
    ]

    class Meta:
        verbose_name = _("centre")
