"""What every block of ours can do: become plain values.

A block's template sees only these values, as `block`. Editors' previews take them from today's images and files,
a course release takes them from copies it owns; the template cannot tell the difference.
"""

import uuid
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.rich_text import RichText, expand_db_html

from .live_media import LiveMedia

Frozen = dict[str, Any]


class MediaSource(Protocol):
    """Where a frozen block's images and files come from."""

    def image(self, image: AbstractImage) -> Frozen:
        """Return url, width, height and sha256."""

    def document(self, document: AbstractDocument) -> Frozen:
        """Return url, mime, size (bytes), extension and sha256."""


class SubjectBlock(blocks.StructBlock):
    """A block that can be frozen into plain values, and is shown through them."""

    def freeze(self, value: blocks.StructValue, media: MediaSource) -> Frozen:
        """Return the block's own values, JSON all through; type and id are added by the caller."""
        raise NotImplementedError

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["block"] = {"type": self.name, "id": uuid.uuid4().hex, **self.freeze(value, LiveMedia())}
        return context

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Check fields, then what belongs together; a draft may still lack things."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (problems := self.problems(cleaned)):
            raise StructBlockValidationError(
                block_errors={name: ValidationError(text) for name, text in problems.items()}
            )
        return cleaned

    def problems(self, value: blocks.StructValue) -> dict[str, str]:
        """What hinders publishing, by field name."""
        return {}


def frozen_html(value: RichText | str | None) -> str:
    """Rich text as HTML in which page links are ordinary addresses."""
    source = value.source if isinstance(value, RichText) else value or ""
    return expand_db_html(source)


def freeze_stream(stream: blocks.StreamValue, media: MediaSource) -> list[Frozen]:
    """Freeze every block of a stream, in order, each with its type and its lasting id."""
    return [
        {"type": child.block_type, "id": str(child.id), **child.block.freeze(child.value, media)} for child in stream
    ]
