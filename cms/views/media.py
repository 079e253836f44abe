"""Serving uploaded files when no web server or object store does: never as part of the site, always apart."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils._os import safe_join
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from ..blocks.live_media import mime_of
from ..security import HEADER

# Whatever a file says, it may not run scripts, load anything or act as the site.
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'; sandbox"
SHOWN_INLINE = ("image/", "video/", "text/vtt", "application/pdf")
_RANGE = re.compile(r"^bytes=(\d{1,18}-\d{0,18}|-\d{1,18})$")
CHUNK = 64 * 1024


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with the file, or the part of it that was asked for (players seek in films that way)."""
    file = _file_at(path)
    mime = mime_of(file.name)
    wanted = _RANGE.match(request.headers.get("Range", ""))
    response = _part(file, wanted[1]) if wanted else FileResponse(file.open("rb"))
    response["Content-Type"] = mime
    response["Accept-Ranges"] = "bytes"
    response[HEADER] = FILE_POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Disposition"] = _disposition(file.name, mime)
    if path.startswith("frozen/"):
        response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _disposition(name: str, mime: str) -> str:
    return content_disposition_header(not mime.startswith(SHOWN_INLINE), name) or "attachment"


def _file_at(path: str) -> Path:
    try:
        file = Path(safe_join(settings.MEDIA_ROOT, path))
        found = file.is_file()
    except (SuspiciousFileOperation, ValueError, OSError):  # outside, not a path, too long for one
        raise Http404 from None
    if not found:
        raise Http404
    return file


def _part(file: Path, wanted: str) -> HttpResponseBase:
    """Answer with the bytes `from-to`, `from-` or `-how many of the last`."""
    size = file.stat().st_size
    start, end = wanted.split("-")
    first = int(start) if start else max(size - int(end), 0)
    last = min(int(end), size - 1) if start and end else size - 1
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    length = last - first + 1
    headers = {"Content-Range": f"bytes {first}-{last}/{size}", "Content-Length": str(length)}
    return StreamingHttpResponse(_chunks(file, first, length), status=206, headers=headers)


def _chunks(file: Path, first: int, length: int) -> Iterator[bytes]:
    """Read piece by piece: a film need not fit into memory."""
    with file.open("rb") as opened:
        opened.seek(first)
        while length and (chunk := opened.read(min(length, CHUNK))):
            length -= len(chunk)
            yield chunk
