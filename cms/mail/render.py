"""Turning a message folder (subject.txt, text.txt, html.html) into words in the reader's language."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from cms.centre import centre_facts


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str


def render_message(folder: str, *, language: str, context: dict[str, Any]) -> Rendered:
    """Render the three templates of a message folder, such as `learning/mail/certificate_issued`."""
    with translation.override(language):
        values = {"centre": centre_facts(), "language": language, **context}
        subject, text, html = (
            render_to_string(f"{folder}/{name}", values).strip() for name in ("subject.txt", "text.txt", "html.html")
        )
    return Rendered(subject=subject, text=text, html=html)
