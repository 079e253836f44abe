"""XML as a small tree that knows its lines. No document type, no entity but XML's own, nothing from elsewhere."""

import io
import xml.sax
from dataclasses import dataclass, field
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

import defusedxml.sax
from defusedxml import DefusedXmlException
from django.utils.translation import gettext as _

from .reading import UnreadableFile, check_bytes

MAX_DEPTH = 40
MAX_NODES = 300_000


@dataclass
class Node:
    tag: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)
    text: str = ""

    def child(self, tag: str) -> "Node | None":
        return next((one for one in self.children if one.tag == tag), None)

    def all(self, tag: str) -> list["Node"]:
        return [one for one in self.children if one.tag == tag]

    def words(self, *path: str) -> str:
        """The text at the end of a path of tags; empty where there is none."""
        node: Node | None = self
        for tag in path:
            node = node.child(tag) if node else None
        return node.text.strip() if node else ""


def parse(data: bytes) -> Node:
    """The root of a file. Raises UnreadableFile, with the line where there is one."""
    check_bytes(data)
    grower = _Grower()
    try:
        defusedxml.sax.parse(io.BytesIO(data), grower, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise UnreadableFile(
            _("The file declares a document type or entities. Questions need neither, so it is not read.")
        ) from None
    except xml.sax.SAXParseException as error:
        values = {"line": error.getLineNumber(), "error": error.getMessage()}
        raise UnreadableFile(_("Line %(line)s: this is no XML (%(error)s).") % values) from None
    except (LookupError, ValueError, UnicodeError):
        raise UnreadableFile(_("The file is written in an encoding that cannot be read.")) from None
    assert grower.root is not None
    return grower.root


class _Grower(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.root: Node | None = None
        self._open: list[Node] = []
        self._texts: list[list[str]] = []
        self._count = 0
        self._locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802  SAX's name
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        line = self._locator.getLineNumber() or 0 if self._locator else 0
        self._count += 1
        if len(self._open) >= MAX_DEPTH or self._count > MAX_NODES:
            raise UnreadableFile(
                _("Line %(line)s: the file is nested too deep or has too many parts.") % {"line": line}
            )
        node = Node(name, line, dict(attrs.items()))
        if self._open:
            self._open[-1].children.append(node)
        self.root = self.root or node
        self._open.append(node)
        self._texts.append([])

    def endElement(self, name: str) -> None:  # noqa: N802
        self._open.pop().text = "".join(self._texts.pop())

    def characters(self, content: str) -> None:
        self._texts[-1].append(content)
