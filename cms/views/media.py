"""Serving uploaded files when no web server or object store does: never as part of the site, always apart."""

import re
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils._os import safe_join

from ..blocks.live_media import mime_of
from ..security import HEADER

# Whatever a file says, it may not run scripts, load anything or act as the site.
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'; sandbox"
SHOWN_INLINE = ("image/", "video/", "text/vtt", "application/pdf")
_RANGE = re.compile(r"^bytes=(\d+)-(\d*)$")


def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with the file, or the part of it that was asked for (players seek in films that way)."""
    file = _file_at(path)
    mime = mime_of(file.name)
    wanted = _RANGE.match(request.headers.get("Range", ""))
    response = _part(file, wanted) if wanted else FileResponse(file.open("rb"))
    response["Content-Type"] = mime
    response["Accept-Ranges"] = "bytes"
    response[HEADER] = FILE_POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    if not mime.startswith(SHOWN_INLINE):
        response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    if path.startswith("frozen/"):
        response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _file_at(path: str) -> Path:
    try:
        file = Path(safe_join(settings.MEDIA_ROOT, path))
    except (SuspiciousFileOperation, ValueError):
        raise Http404 from None
    if not file.is_file():
        raise Http404
    return file


def _part(file: Path, wanted: re.Match[str]) -> HttpResponse:
    size = file.stat().st_size
    first = int(wanted[1])
    last = min(int(wanted[2] or size - 1), size - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with file.open("rb") as opened:
        opened.seek(first)
        part = opened.read(last - first + 1)
    return HttpResponse(part, status=206, headers={"Content-Range": f"bytes {first}-{last}/{size}"})
