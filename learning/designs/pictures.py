"""Logo and signature as text that a layout can draw and a version can keep: always SVG, whatever was uploaded."""

import base64
from typing import Any

# Enough for 60 mm on paper.
FILTER = "max-900x400|format-png"


def frozen_picture(image: Any) -> str:
    """An image of Wagtail's as SVG text; a photograph stands inside as PNG. Empty for none."""
    if image is None:
        return ""
    if image.is_svg():
        with image.file.open("rb") as opened:
            return str(opened.read().decode("utf-8", "replace"))
    rendition = image.get_rendition(FILTER)
    with rendition.file.open("rb") as opened:
        data = base64.b64encode(opened.read()).decode()
    size = f'width="{rendition.width}" height="{rendition.height}"'
    href = f"data:image/png;base64,{data}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{href}"/></svg>'
