"""Pictures that carry the badge in them: a PNG in a text chunk, an SVG in an element, as Open Badges 3.0 says."""

import io
import re

from PIL import Image
from PIL.PngImagePlugin import PngInfo

CHUNK = "openbadgecredential"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
_ROOT = re.compile(r"<svg\b[^>]*>")


def bake_png(picture: bytes, document: str) -> bytes:
    text = PngInfo()
    text.add_itxt(CHUNK, document)
    baked = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as opened:
        opened.save(baked, "PNG", pnginfo=text)
    return baked.getvalue()


def bake_svg(picture: str, document: str) -> str:
    """The document stands as text in the first element, so that no sign of it is read as markup."""
    inside = document.replace("]]>", "]]]]><![CDATA[>")
    element = f'<openbadges:credential xmlns:openbadges="{NAMESPACE}"><![CDATA[{inside}]]></openbadges:credential>'
    root = _ROOT.search(picture)
    assert root, "no SVG"
    return picture[: root.end()] + element + picture[root.end() :]
