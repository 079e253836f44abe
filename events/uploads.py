"""Files that parts of this room take in and hand out: known by their content, scanned, never shown as pages."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponseBase

from cms.security import HEADER
from cms.views.media import FILE_POLICY
from learning.assignments.enums import Refusal
from learning.assignments.file_checks import FileRefused, check_file
from learning.assignments.file_names import clean_name
from learning.assignments.scanning import is_safe

KINDS = ["pdf", "document", "sheet", "slides", "image", "text"]
# As the button that chooses a file has it.
TAKEN = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.jpg,.jpeg,.png,.webp,.txt"


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


def checked_upload(upload: UploadedFile) -> CheckedUpload:
    """Read, know and scan a file. Raises FileRefused.

    To be called before a transaction begins: a scanner takes its time.
    """
    if (upload.size or 0) > most_bytes():
        raise FileRefused(Refusal.TOO_LARGE)
    content: bytes = upload.read()
    checked = check_file(content, kinds=KINDS)
    if not is_safe(content):
        raise FileRefused(Refusal.UNSAFE)
    name = clean_name(upload.name or "", ending=checked.ending)
    return CheckedUpload(content, name, checked.mime, checked.ending, hashlib.sha256(content).hexdigest())


def file_answer(file: FieldFile, *, name: str, mime: str) -> HttpResponseBase:
    """To save, under the name people know; 404 where the file is gone."""
    try:
        opened = file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=mime)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response[HEADER] = FILE_POLICY
    return response
