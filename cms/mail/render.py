"""Turning a message folder (subject.txt, text.txt, html.html) into words in the reader's language."""

from dataclasses import dataclass, replace
from typing import Any

from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils import translation

from cms.centre import centre_facts

from .messages import message_templates

# Where the layout leaves room for the way out of a topic; the text simply ends with it.
FOOTER_MARK = "<!--unsubscribe-->"

SIGNATURE = "\n--\n"


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str


def render_message(folder: str, *, language: str, context: dict[str, Any]) -> Rendered:
    """Render the three templates of a message folder, such as `learning/mail/certificate_issued`."""
    return render_templates(message_templates(folder), language=language, context=context)


def render_templates(names: tuple[str, str, str], *, language: str, context: dict[str, Any]) -> Rendered:
    """Render subject, text and HTML. A message that has no HTML of its own gets its text in our layout."""
    subject, text, html = names
    with translation.override(language):
        values = {"centre": centre_facts(), "language": language, **context}
        rendered = Rendered(_words(subject, values), _words(text, values), "")
        try:
            return replace(rendered, html=_words(html, values))
        except TemplateDoesNotExist:
            return replace(rendered, html=html_of(rendered.text, subject=rendered.subject, language=language))


def html_of(text: str, *, subject: str, language: str) -> str:
    """Plain text in our mail layout, its addresses as links."""
    with translation.override(language):
        values = {"centre": centre_facts(), "language": language, "subject": subject, "text": text}
        return _words("theme/mail/words.html", values)


def with_way_out(rendered: Rendered, *, url: str, preferences_url: str, language: str) -> Rendered:
    """The message with the link that every message has that is not essential, in text and HTML."""
    with translation.override(language):
        values = {"url": url, "preferences_url": preferences_url}
        # What stands below "--" is about the mail, not in it: digests leave it out.
        space = "\n\n" if SIGNATURE in rendered.text else f"\n{SIGNATURE}"
        text = f"{rendered.text}{space}{_words('theme/mail/unsubscribe.txt', values)}"
        footer = _words("theme/mail/unsubscribe.html", values)
    mark = FOOTER_MARK if FOOTER_MARK in rendered.html else "</body>"
    html = rendered.html.replace(mark, f"{footer}{mark}", 1)
    return replace(rendered, text=text, html=html)


def _words(template: str, values: dict[str, Any]) -> str:
    return render_to_string(template, values).strip()
