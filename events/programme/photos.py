"""Pictures of people as they are kept: drawn anew from their dots, so that nothing hidden in the file comes along."""

import io
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from learning.assignments.enums import Refusal
from learning.assignments.file_checks import FileRefused, check_file

# Longest side, in dots; enough for print.
LONGEST = 1600


def photo_field(label: Any) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=False,
        widget=forms.FileInput({"accept": ".jpg,.jpeg,.png,.webp"}),
        help_text=_("JPEG, PNG or WebP. We leave out where and with what it was taken."),
    )


def tidy_photo(content: bytes) -> bytes:
    """As JPEG, turned as the camera was held, without place, camera or thumbnail. Raises FileRefused."""
    check_file(content, kinds=["image"])
    try:
        with Image.open(io.BytesIO(content)) as opened:
            # Of a large JPEG no more is unpacked than is kept.
            opened.draft("RGB", (LONGEST, LONGEST))
            picture = _on_white(ImageOps.exif_transpose(opened))
    except (OSError, SyntaxError, ValueError):
        raise FileRefused(Refusal.BROKEN) from None
    picture.thumbnail((LONGEST, LONGEST))
    drawn = io.BytesIO()
    picture.save(drawn, "JPEG", quality=88)
    return drawn.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """What shines through would be black in a JPEG."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
