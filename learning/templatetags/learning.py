"""Tags of the learner's pages."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from cms import clock
from cms.pages.course import hours_text as _hours_text
from theme.templatetags.theme import duration, icon, state_icon, state_word

from ..models import Certificate
from ..verification import status_of

register = template.Library()


@register.filter
def certificate_state(certificate: Certificate) -> str:
    """Say whether a certificate is valid, expired, revoked or superseded today (needs `certificates_with_standing`)."""
    return status_of(getattr(certificate, "last_event", None), certificate.valid_until, on=clock.today())


@register.filter
def whole_years(months: int | None) -> int:
    """Months as years where they are whole years, else 0: "every fourth year" says more than "every 48 months"."""
    return months // 12 if months and months % 12 == 0 else 0


@register.filter
def has_passed(day: date) -> bool:
    return day < clock.today()


@register.filter
def hours_text(hours: Decimal | None) -> str:
    return _hours_text(hours) if hours is not None else ""


@register.simple_tag
def outline_rows(module: dict[str, Any], content_language: str = "") -> SafeString:
    """Draw a module's lessons exactly as theme/components/outline.html does.

    Built from ready-made frames, because a thousand includes take thirty times as long.
    `content_language` is named at the titles when it is not the page's own.
    """
    reading = get_language() or ""
    spoken = f' lang="{escape(content_language)}"' if content_language not in ("", reading) else ""
    return mark_safe("".join(_row(lesson, reading, spoken) for lesson in module["lessons"]))  # noqa: S308 (escaped)


def _row(lesson: dict[str, Any], reading: str, spoken: str) -> str:
    frame, spare_note, reason_note = _frames(lesson.get("state") or "", reading)
    reason, minutes = lesson.get("reason"), lesson.get("minutes")
    return frame % (
        _opening(lesson),
        spoken,
        conditional_escape(lesson["title"]),
        reason_note % conditional_escape(reason) if reason else spare_note,
        _minutes(minutes, reading) if minutes else "",
        "</a>" if lesson.get("url") else "</div>",
    )


def _opening(lesson: dict[str, Any]) -> str:
    """A link where the lesson is open, a plain box where it is not."""
    url = lesson.get("url")
    if not url:
        return '<div class="outline__row">'
    current = ' aria-current="page"' if lesson.get("is_current") else ""
    return f'<a class="outline__row" href="{conditional_escape(url)}"{current}>'


@lru_cache(maxsize=64)
def _frames(state: str, reading: str) -> tuple[str, str, str]:
    """What all rows of one state share: the row to fill, its note without a reason, and its note with one.

    `reading` is the active language; it is here because the words are kept by it.
    """
    kind = f" outline__lesson--{escape(state)}".replace("%", "%%") if state else ""
    picture = icon(state_icon(state) if state else "book").replace("%", "%%")
    word = escape(state_word(state))
    frame = (
        f'<li class="outline__lesson{kind}">%s{picture}'
        '<span><span class="outline__name"%s>%s</span> %s</span>%s%s</li>\n'
    )
    reason_note = (
        f'<span class="outline__note"><span class="visually-hidden">{word.replace("%", "%%")}: </span>%s</span>'
    )
    if state == "not_required":
        return frame, f'<span class="outline__note">{word}</span>', reason_note
    return frame, f'<span class="visually-hidden">({word})</span>' if state else "", reason_note


@lru_cache(maxsize=256)
def _minutes(minutes: int, reading: str) -> str:
    return f'<span class="outline__minutes">{escape(duration(minutes))}</span>'
