"""A release's own copies of images and files, named by their content: replacing the original changes nothing."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage

from cms.blocks.live_media import PAGE_IMAGE, extension_of, mime_of

# Keeps an open file, or only says where it would be kept: its name and its hash.
Keeping = Callable[..., tuple[str, str]]


class FrozenMedia:
    """Copies whatever a snapshot asks for, and remembers which originals were used. Where it does not store, it only
    says what the copies would be called.
    """

    def __init__(self, *, stores: bool = True) -> None:
        self._keep = keep if stores else name_of
        self.image_ids: set[int] = set()
        self.document_ids: set[int] = set()
        self._known: dict[tuple[str, int], dict[str, Any]] = {}

    def image(self, image: AbstractImage) -> dict[str, Any]:
        self.image_ids.add(image.pk)
        return self._once(("image", image.pk), lambda: _frozen_image(image, self._keep))

    def document(self, document: AbstractDocument) -> dict[str, Any]:
        self.document_ids.add(document.pk)
        return self._once(("document", document.pk), lambda: _frozen_document(document, self._keep))

    def _once(self, key: tuple[str, int], make: Any) -> dict[str, Any]:
        if key not in self._known:
            self._known[key] = make()
        return dict(self._known[key])


def _frozen_image(image: AbstractImage, keep: Keeping) -> dict[str, Any]:
    rendition = image.get_rendition(PAGE_IMAGE)
    with rendition.file.open("rb") as opened:
        name, digest = keep(opened, extension=extension_of(rendition.file.name))
    return {
        "url": default_storage.url(name),
        "width": rendition.width,
        "height": rendition.height,
        "sha256": digest,
    }


def _frozen_document(document: AbstractDocument, keep: Keeping) -> dict[str, Any]:
    with document.file.open("rb") as opened:
        name, digest = keep(opened, extension=extension_of(document.filename))
    return {
        "url": default_storage.url(name),
        "mime": mime_of(document.filename),
        "size": document.get_file_size() or 0,
        "extension": extension_of(document.filename),
        "sha256": digest,
    }


def name_of(opened: File, *, extension: str) -> tuple[str, str]:
    """The name a file has under its own hash, and the hash."""
    digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return f"frozen/{digest[:2]}/{digest}.{extension}", digest


def keep(opened: File, *, extension: str) -> tuple[str, str]:
    """Store a file under its own hash, once; return its name and the hash."""
    name, digest = name_of(opened, extension=extension)
    if not default_storage.exists(name):
        opened.seek(0)
        default_storage.save(name, opened)
    return name, digest
