"""Reads rendered templates: their shape, and what in them is tied to nothing."""

from collections import Counter

from bs4 import BeautifulSoup, Tag
from django.template.loader import render_to_string

POISON = "\"'><script>alert(1)</script>&<b onclick=x>"
KEPT = "<p>kept</p>"
# What these hold was sanitised before it was stored, and is printed as it is.
HTML = {"html", "transcript_html"}
# What these hold chooses what is drawn, and is not written by people.
CHOICES = {"type", "level", "state", "result"}
NEED_A_LABEL = ("input", "select", "textarea")


def read(html):
    return BeautifulSoup(html, "html.parser")


def render(template, /, **context):
    return read(render_to_string(template, context))


def shape(soup):
    """Tags and the names of their attributes, in order; nothing a value says may change it."""
    return [(tag.name, *tag.attrs) for tag in soup.find_all(True)]


def filled(value, words, key=""):
    """The same value with other words in every text that people write."""
    if isinstance(value, dict):
        return {name: filled(part, words, name) for name, part in value.items()}
    if isinstance(value, list):
        return [filled(part, words, key) for part in value]
    if not value or not isinstance(value, str) or key in CHOICES:
        return value
    return KEPT if key in HTML else words


def texts(soup):
    return " ".join(soup.get_text(" ").split())


def label_of(soup, control):
    found = soup.find("label", attrs={"for": control.get("id")}) or control.find_parent("label")
    return texts(found) if found else ""


def described(soup, element):
    """What a screen reader adds to an element's name."""
    ids = element.get("aria-describedby", "").split()
    return " ".join(texts(soup.find(id=name)) for name in ids)


def loose_ends(soup):
    """What would leave somebody who cannot see, or cannot use a mouse, without words."""
    return [
        *(
            f"twice: {name}"
            for name, count in Counter(tag["id"] for tag in soup.find_all(id=True)).items()
            if count > 1
        ),
        *(f"points nowhere: {tag.name} {name}" for tag in soup.find_all(True) for name in _missing(soup, tag)),
        *(f"no label: {tag}" for tag in soup.find_all(NEED_A_LABEL) if _is_shown(tag) and not label_of(soup, tag)),
        *(f"no legend: {tag['id']}" for tag in soup.find_all("fieldset") if not (tag.legend and texts(tag.legend))),
        *(f"no alt: {tag}" for tag in soup.find_all("img") if tag.get("alt") is None),
        *(f"neither hidden nor named: {tag}" for tag in soup.find_all("svg") if not _is_told(tag)),
        *(f"no words: {tag}" for tag in soup.find_all(["a", "button"]) if not (texts(tag) or tag.get("aria-label"))),
    ]


def _missing(soup, tag: Tag):
    names = [name for key in ("aria-describedby", "aria-labelledby", "for") for name in _names(tag, key)]
    return [name for name in names if not soup.find(id=name)]


def _names(tag, key):
    value = tag.get(key) or ""
    return value if isinstance(value, list) else value.split()


def _is_shown(tag):
    return tag.get("type") not in ("hidden", "submit")


def _is_told(svg):
    return svg.get("aria-hidden") == "true" or bool(svg.get("aria-label"))
