"""Blocks that hold facts together: tables and the sources they come from."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from .base import Frozen, MediaSource, SubjectBlock


class TableBlock(SubjectBlock):
    caption = blocks.CharBlock(label=_("Caption"), max_length=200, help_text=_("What the table shows."))
    table = TypedTableBlock([("text", blocks.CharBlock(label=_("Text"), required=False))], label=_("Table"))

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns with a caption. The first row holds the headings.")
        template = "theme/blocks/table.html"
        preview_value = {
            "caption": "Hvor ofte",
            "table": {
                "columns": [{"type": "text", "heading": "Hva"}, {"type": "text", "heading": "Når"}],
                "rows": [{"values": ["Planen revideres", "Hvert år"]}, {"values": ["Planen øves", "Hvert andre år"]}],
                "caption": "",
            },
        }

    def freeze(self, value: blocks.StructValue, media: MediaSource) -> Frozen:
        table = value["table"]
        return {
            "caption": value["caption"] or "",
            "columns": [column["heading"] or "" for column in table.columns],
            "rows": [[str(cell or "") for cell in row["values"]] for row in table.row_data],
        }


class SourceBlock(SubjectBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=300)
    publisher = blocks.CharBlock(label=_("Publisher"), max_length=200)
    url = blocks.URLBlock(label=_("Address"), required=False)
    section = blocks.CharBlock(label=_("Section or page"), required=False, max_length=100)
    review_by = blocks.DateBlock(label=_("Review by"), help_text=_("When somebody must look whether this still holds."))

    class Meta:
        icon = "link"
        label = _("Source")
        description = _("Where a fact comes from, and when it must be looked at again.")
        template = "theme/blocks/source.html"
        preview_value = {
            "title": "Forskrift om kommunal beredskapsplikt",
            "publisher": "Lovdata",
            "url": "https://lovdata.no/dokument/SF/forskrift/2011-08-22-894",
            "section": "§ 7",
            "review_by": date(2027, 6, 30),
        }

    def freeze(self, value: blocks.StructValue, media: MediaSource) -> Frozen:
        review_by = value["review_by"]
        return {
            "title": value["title"] or "",
            "publisher": value["publisher"] or "",
            "url": value["url"] or "",
            "section": value["section"] or "",
            "review_by": review_by.isoformat() if review_by else "",
        }
