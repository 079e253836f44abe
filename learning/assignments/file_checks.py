"""What a file really is: told by its content, never by its name. Bytes in, plain values out.

Taken are formats that one can read without running them: PDF, today's Office and OpenDocument files, images of dots,
plain text. HTML, SVG, programs, archives, files with macros and files locked with a password are not.
"""

import io
import re
import warnings
import zipfile
import zlib
from dataclasses import dataclass

import filetype
from PIL import Image

from .enums import Refusal

# Unpacked, an office file may hold so much, and so many times its own size beyond the first bit.
MOST_UNPACKED = 200 * 1024 * 1024
MOST_TIMES = 200
MOST_ENTRIES = 5_000
MOST_PIXELS = 60_000_000

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
# By the kind of the main part of an Office file: our word for it, MIME type, ending.
OFFICE = {
    f"{OOXML}wordprocessingml.document": ("document", "docx"),
    f"{OOXML}spreadsheetml.sheet": ("sheet", "xlsx"),
    f"{OOXML}presentationml.presentation": ("slides", "pptx"),
    f"{ODF}text": ("document", "odt"),
    f"{ODF}spreadsheet": ("sheet", "ods"),
    f"{ODF}presentation": ("slides", "odp"),
}
IMAGES = {"JPEG": ("image/jpeg", "jpg"), "PNG": ("image/png", "png"), "WEBP": ("image/webp", "webp")}
IMAGE_TYPES = frozenset(mime for mime, _ending in IMAGES.values())
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN_PART = re.compile(rb'ContentType="([^"]+)\.main\+xml"')
_MARKUP = re.compile(r"<\s*(!doctype|html|head|body|script|svg|iframe|\?xml|\?php)\b|^#!|^\{\\rtf", re.IGNORECASE)
_ENCRYPT = re.compile(rb"/Encrypt\s+\d+\s+\d+\s+R|/Encrypt\s*<<")


class FileRefused(Exception):
    """The file is not taken; `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Checked:
    """What the content says: a kind of the block's list, MIME type, and the ending that goes with it."""

    kind: str
    mime: str
    ending: str


def check_file(content: bytes, *, kinds: list[str]) -> Checked:
    """Say what a file is. Raises FileRefused, also when it is of a kind that is not asked for."""
    if not content:
        raise FileRefused(Refusal.EMPTY)
    found = _told_by_content(content)
    if found.kind not in kinds:
        raise FileRefused(Refusal.NOT_ASKED_FOR)
    return found


def _told_by_content(content: bytes) -> Checked:
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    if content.startswith(OLD_OFFICE):
        # The same box holds today's files when they are locked with a password.
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise FileRefused(Refusal.ENCRYPTED if locked else Refusal.OLD_OFFICE)
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    guess = filetype.guess(content[:8192])
    if guess is None:
        return _text(content)
    if guess.mime in IMAGE_TYPES:
        return _image(content)
    raise FileRefused(Refusal.UNKNOWN)


# --- Office ------------------------------------------------------------------------------------------


def _office(content: bytes) -> Checked:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_bombs(archive, len(content))
            return _office_in(archive)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, NotImplementedError, RuntimeError):
        raise FileRefused(Refusal.BROKEN) from None


def _refuse_bombs(archive: zipfile.ZipFile, size: int) -> None:
    """By what the archive says of itself; what lies about that is not unpacked further than it said (zipfile)."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or unpacked > 1024 * 1024 + MOST_TIMES * size:
        raise FileRefused(Refusal.PACKED)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise FileRefused(Refusal.ENCRYPTED)


def _office_in(archive: zipfile.ZipFile) -> Checked:
    names = archive.namelist()
    if any(_is_program(name) for name in names):
        raise FileRefused(Refusal.MACROS)
    mime = _open_document(archive, names) if "mimetype" in names else _office_open_xml(archive, names)
    if mime not in OFFICE:
        raise FileRefused(Refusal.MACROS if "macroenabled" in mime.lower() else Refusal.UNKNOWN)
    kind, ending = OFFICE[mime]
    return Checked(kind, mime, ending)


def _is_program(name: str) -> bool:
    lower = name.lower()
    is_basic = lower.startswith(("basic/", "scripts/")) and lower.endswith((".xml", ".xba", ".py", ".js", ".bsh"))
    return "vbaproject" in lower or is_basic or lower.endswith((".exe", ".dll", ".bat", ".vbs", ".ps1"))


def _open_document(archive: zipfile.ZipFile, names: list[str]) -> str:
    if "META-INF/manifest.xml" in names and b"encryption-data" in _read(archive, "META-INF/manifest.xml"):
        raise FileRefused(Refusal.ENCRYPTED)
    return _read(archive, "mimetype").decode("ascii", "replace").strip()


def _office_open_xml(archive: zipfile.ZipFile, names: list[str]) -> str:
    if "[Content_Types].xml" not in names:
        raise FileRefused(Refusal.UNKNOWN)
    types = _read(archive, "[Content_Types].xml")
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise FileRefused(Refusal.MACROS)
    main = _MAIN_PART.search(types)
    return main[1].decode("ascii", "replace") if main else ""


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as entry:
        content: bytes = entry.read(1024 * 1024)
        return content


# --- The others --------------------------------------------------------------------------------------


def _pdf(content: bytes) -> Checked:
    if b"%%EOF" not in content[-2048:]:
        raise FileRefused(Refusal.BROKEN)
    if _ENCRYPT.search(content):
        raise FileRefused(Refusal.ENCRYPTED)
    return Checked("pdf", "application/pdf", "pdf")


def _image(content: bytes) -> Checked:
    """Pillow reads it through: what only begins like an image is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=list(IMAGES)) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise FileRefused(Refusal.PACKED)
                mime, ending = IMAGES[image.format or ""]
                image.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise FileRefused(Refusal.PACKED) from None
    except (OSError, SyntaxError, ValueError, KeyError, Warning):
        raise FileRefused(Refusal.BROKEN) from None
    return Checked("image", mime, ending)


def _text(content: bytes) -> Checked:
    """Words alone: what a browser or a shell would run is not plain text."""
    words = _decoded(content)
    if words is None:
        raise FileRefused(Refusal.UNKNOWN)
    if _MARKUP.search(words):
        raise FileRefused(Refusal.UNKNOWN)
    return Checked("text", "text/plain", "txt")


def _decoded(content: bytes) -> str | None:
    if b"\x00" in content:
        return None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            words = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        control = sum(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in words)
        return words if control == 0 else None
    return None
