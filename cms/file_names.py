"""What files are called that people get: in their language, and so that every device can keep them."""

from urllib.parse import quote

from django.utils.http import content_disposition_header
from django.utils.text import slugify

from .spelling import plainly


def plain_slug(text: str, *, most: int = 80, otherwise: str = "") -> str:
    """Small plain letters, digits and hyphens; æ, ø and å are not lost (Loggfører: loggforer)."""
    return slugify(plainly(text))[:most].strip("-") or otherwise


def disposition(name: str, *, attachment: bool = True) -> str:
    """The header of a response. A name with other letters is said twice: in plain ones too, for who knows no others."""
    if name.isascii():
        return content_disposition_header(attachment, name) or "attachment"
    plain = "".join(one for one in plainly(name) if one.isascii() and one.isprintable())
    return f"{content_disposition_header(attachment, plain)}; filename*=utf-8''{quote(name)}"
