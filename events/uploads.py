"""Files that parts of this room take in and hand out: known by their content, scanned, never shown as pages."""

from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponseBase

from cms.security import HEADER
from cms.views.media import FILE_POLICY
from learning.assignments import uploads
from learning.assignments.uploads import CheckedUpload

KINDS = ["pdf", "document", "sheet", "slides", "image", "text"]
# As the button that chooses a file has it.
TAKEN = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.jpg,.jpeg,.png,.webp,.txt"


def checked_upload(upload: UploadedFile) -> CheckedUpload:
    """Of the kinds this room takes; before a transaction begins, as `learning.assignments.uploads` says. Raises
    FileRefused.
    """
    return uploads.checked_upload(upload, kinds=KINDS)


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
