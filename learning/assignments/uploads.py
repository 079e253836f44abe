"""Files that come in: known by their content, and scanned, before anything is kept."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from .enums import Refusal
from .file_checks import FileRefused, check_file
from .file_names import clean_name
from .scanning import is_safe


@dataclass(frozen=True)
class CheckedUpload:
    """What came in: its bytes, and what they say of themselves."""

    content: bytes
    name: str
    mime: str
    ending: str
    sha256: str

    @property
    def size(self) -> int:
        return len(self.content)

    @property
    def file(self) -> ContentFile:
        """To be kept; where it lies is called otherwise."""
        return ContentFile(self.content, name=self.ending)


def most_bytes() -> int:
    return int(settings.ASSIGNMENT_FILE_MB) * 1024 * 1024


def checked_upload(upload: UploadedFile, *, kinds: list[str]) -> CheckedUpload:
    """Read, know and scan a file. Raises FileRefused.

    To be called before a transaction begins: a scanner takes its time.
    """
    if (upload.size or 0) > most_bytes():
        raise FileRefused(Refusal.TOO_LARGE)
    content: bytes = upload.read()
    checked = check_file(content, kinds=kinds)
    if not is_safe(content):
        raise FileRefused(Refusal.UNSAFE)
    name = clean_name(upload.name or "", ending=checked.ending)
    return CheckedUpload(content, name, checked.mime, checked.ending, hashlib.sha256(content).hexdigest())
