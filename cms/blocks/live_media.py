"""Images and files as they are right now, for editors' previews and ordinary pages."""

import mimetypes
from pathlib import PurePosixPath
from typing import Any

from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage

PAGE_IMAGE = "max-1280x1280"


class LiveMedia:
    def image(self, image: AbstractImage) -> dict[str, Any]:
        rendition = image.get_rendition(PAGE_IMAGE)
        return {"url": rendition.url, "width": rendition.width, "height": rendition.height, "sha256": ""}

    def document(self, document: AbstractDocument) -> dict[str, Any]:
        return {
            "url": document.file.url,
            "mime": mime_of(document.filename),
            "size": document.get_file_size() or 0,
            "extension": extension_of(document.filename),
            "sha256": "",
        }


def mime_of(filename: str) -> str:
    if filename.endswith(".vtt"):
        return "text/vtt"
    return mimetypes.guess_type(filename)[0] or "application/octet-stream"


def extension_of(filename: str) -> str:
    """The file's ending in lower case, without the dot."""
    return PurePosixPath(filename).suffix.lstrip(".").lower()
