"""Blocks of words."""

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .base import Frozen, MediaSource, SubjectBlock, frozen_html

RICH_TEXT_FEATURES = ["bold", "italic", "ul", "ol", "link"]


class HeadingBlock(SubjectBlock):
    text = blocks.CharBlock(label=_("Heading"), max_length=200)
    level = blocks.ChoiceBlock(
        label=_("Level"), choices=[("2", _("Section")), ("3", _("Part of a section"))], default="2"
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Starts a new section. Readers with screen readers move from heading to heading.")
        template = "theme/blocks/heading.html"
        preview_value = {"text": "Fra ROS til plan", "level": "2"}

    def freeze(self, value: blocks.StructValue, media: MediaSource) -> Frozen:
        text = value["text"] or ""
        return {"text": text, "level": int(value["level"] or 2), "anchor": slugify(text)[:60]}


class TextBlock(SubjectBlock):
    text = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT_FEATURES)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs and lists with bold, italic and links.")
        template = "theme/blocks/text.html"
        preview_value = {
            "text": "<p>Kommunen skal <b>øve planen</b> hvert andre år, med hendelser hentet fra ROS-analysen.</p>"
        }

    def freeze(self, value: blocks.StructValue, media: MediaSource) -> Frozen:
        return {"html": frozen_html(value["text"])}


class CalloutBlock(SubjectBlock):
    tone = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[("note", _("Note")), ("tip", _("Tip")), ("warning", _("Warning")), ("law", _("The law says"))],
        default="note",
    )
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Callout")
        description = _("A box that stands out: a note, a tip, a warning or what the law says.")
        template = "theme/blocks/callout.html"
        preview_value = {
            "tone": "tip",
            "title": "Begynn med varslingslisten",
            "text": "<p>Ring tre tilfeldige numre på listen. Det tar fem minutter og forteller mye.</p>",
        }

    def freeze(self, value: blocks.StructValue, media: MediaSource) -> Frozen:
        return {"tone": value["tone"] or "note", "title": value["title"] or "", "html": frozen_html(value["text"])}


class QuoteBlock(SubjectBlock):
    text = blocks.TextBlock(label=_("Quote"))
    attribution = blocks.CharBlock(label=_("Who said it"), max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("Somebody's own words, with who said them.")
        template = "theme/blocks/quote.html"
        preview_value = {
            "text": "Vi trodde alle visste hvem som skulle ringe først.",
            "attribution": "Beredskapskoordinator, Elvestad kommune",
        }

    def freeze(self, value: blocks.StructValue, media: MediaSource) -> Frozen:
        return {"text": value["text"] or "", "attribution": value["attribution"] or ""}


class AccordionItemBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    text = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT_FEATURES)


class AccordionBlock(SubjectBlock):
    items = blocks.ListBlock(AccordionItemBlock(), label=_("Items"))

    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        description = _("Several titles that open one by one. Good for what only some need to read.")
        template = "theme/blocks/accordion.html"
        preview_value = {
            "items": [
                {"title": "Hva er en uønsket hendelse?", "text": "<p>En hendelse som kan gi tap eller skade.</p>"},
                {"title": "Hvem eier analysen?", "text": "<p>Kommunestyret vedtar den.</p>"},
            ]
        }

    def freeze(self, value: blocks.StructValue, media: MediaSource) -> Frozen:
        items = [{"title": item["title"] or "", "html": frozen_html(item["text"])} for item in value["items"]]
        return {"items": items}
