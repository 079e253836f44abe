"""Who helps to make something happen, with their logo."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from .base import Frozen, MediaSource, SubjectBlock
from .media import NO_IMAGE


class PartnerBlock(SubjectBlock):
    name = blocks.CharBlock(label=_("Name"), max_length=120)
    kind = blocks.ChoiceBlock(
        label=_("Kind"), choices=[("partner", _("Partner")), ("exhibitor", _("Exhibitor"))], default="partner"
    )
    url = blocks.URLBlock(label=_("Website"), required=False)
    text = blocks.CharBlock(label=_("What they do"), required=False, max_length=200)
    logo = ImageChooserBlock(label=_("Logo"), required=False)
    alt_text = blocks.CharBlock(
        label=_("Text instead of the logo"),
        required=False,
        max_length=200,
        help_text=_("What the logo says, for people who cannot see it."),
    )

    class Meta:
        icon = "group"
        label = _("Partner or exhibitor")
        description = _("Somebody who helps to make it happen, with logo and website.")
        template = "theme/blocks/partner.html"
        preview_value = {
            "name": "Skogdal Hjelpekorps",
            "kind": "partner",
            "url": "https://example.org/",
            "text": "Frivillige med beltevogn og feltkjøkken.",
        }

    def problems(self, value: blocks.StructValue) -> dict[str, str]:
        if not value["logo"] or (value["alt_text"] or "").strip():
            return {}
        return {"alt_text": _now("Write what the logo says.")}

    def freeze(self, value: blocks.StructValue, media: MediaSource) -> Frozen:
        return {
            **(media.image(value["logo"]) if value["logo"] else NO_IMAGE),
            "alt": value["alt_text"] or "",
            "name": value["name"] or "",
            "kind": value["kind"] or "partner",
            "link": value["url"] or "",
            "text": value["text"] or "",
        }
