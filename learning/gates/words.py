"""Why something is closed, said to the reader in whole sentences; pages that are named are linked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from html import escape

from django.urls import reverse
from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..outline import Lesson, Outline
from ..standing import Lock
from .conditions import Condition, Gate, Group, Kind
from .known import Known


@dataclass(frozen=True)
class Wording:
    """The words for one course and one reader. `lesson_url` leads to a lesson, where lessons can be linked."""

    outline: Outline
    language: str
    known: Known | None
    lesson_url: Callable[[Lesson], str] | None = None
    # By the identity of a group of the outline, which lives as long as this does.
    _said: dict[int, SafeString] = field(default_factory=dict)

    def lock(self, lock: Lock) -> list[SafeString]:
        """Every reason why a lesson is closed."""
        first = [self._order(lock)] if lock.before else []
        return first + self.gate(lock.unmet)

    def gate(self, waits: Gate) -> list[SafeString]:
        return [self._opens(group) for group in waits]

    def _opens(self, group: Group) -> SafeString:
        """A module's gate is the same group for all its lessons: it is said once."""
        if id(group) not in self._said:
            self._said[id(group)] = self._group(group, self._opens_when)
        return self._said[id(group)]

    @cached_property
    def _opens_when(self) -> str:
        return _("Opens when {what}.")

    def entry(self, waits: Gate) -> list[SafeString]:
        """What is missing before somebody may begin the course."""
        return [self._group(group, _("You can start when {what}.")) for group in waits]

    def _order(self, lock: Lock) -> SafeString:
        assert lock.before
        named = self._link(self.outline.full_title(lock.before, self.language), self._url_of(lock.before), quoted=False)
        return format_html(_("Opens when “{lesson}” is done."), lesson=named)

    def _group(self, group: Group, opens_when: str) -> SafeString:
        if len(group) == 1 and (said := self._of_time(group[0])):
            return said
        if len(group) > 1 and len({one.kind for one in group}) == 1 and group[0].kind in self._short:
            named = _either([self._named(one) for one in group])
            return format_html(opens_when, what=format_html(self._short[group[0].kind], named=named))
        return format_html(opens_when, what=_either([self._clause(one) for one in group]))

    @cached_property
    def _short(self) -> dict[str, str]:
        return {
            Kind.LESSON: _("you have done {named}"),
            Kind.MODULE: _("you have done the module {named}"),
            Kind.COURSE: _("you have completed the course {named}"),
        }

    # --- One condition -------------------------------------------------------------------------------

    def _of_time(self, condition: Condition) -> SafeString | None:
        """A sentence of its own where a single condition is about time."""
        if condition.kind == Kind.OPENS:
            return format_html(_("Opens on {day}."), day=in_words(condition.day))
        if condition.kind == Kind.CLOSES:
            return format_html(_("The last day was {day}."), day=in_words(self._last_day(condition)))
        if condition.kind != Kind.DAYS:
            return None
        text = ngettext("Opens {number} day after you began", "Opens {number} days after you began", condition.number)
        said = format_html(text, number=condition.number)
        day = self.known.opening_day(condition) if self.known else None
        if day is None:
            return format_html("{}.", said)
        return format_html(_("{when}: on {day}."), when=said, day=with_weekday(day))

    def _clause(self, condition: Condition) -> SafeString:
        """What must be so, to stand after "when"."""
        if condition.kind == Kind.OPENS:
            return format_html(_("it is {day} or later"), day=in_words(condition.day))
        if condition.kind == Kind.CLOSES:
            return format_html(_("it is not later than {day}"), day=in_words(self._last_day(condition)))
        if condition.kind == Kind.DAYS:
            return self._days(condition)
        named = self._named(condition)
        if condition.kind == Kind.QUIZ:
            text = _("you have passed the quiz of {named} with at least {number} per cent")
            return format_html(text, named=named, number=condition.number)
        if condition.kind == Kind.CERTIFICATE:
            return self._certificate(condition, named)
        return format_html(self._short[condition.kind], named=named)

    def _days(self, condition: Condition) -> SafeString:
        text = ngettext(
            "{number} day has passed since you began", "{number} days have passed since you began", condition.number
        )
        return format_html(text, number=condition.number)

    def _certificate(self, condition: Condition, named: SafeString) -> SafeString:
        if not condition.number:
            return format_html(_("you hold a valid certificate in {named}"), named=named)
        text = ngettext(
            "you hold a valid certificate in {named} that is at most {number} month old",
            "you hold a valid certificate in {named} that is at most {number} months old",
            condition.number,
        )
        return format_html(text, named=named, number=condition.number)

    def _last_day(self, condition: Condition) -> date | None:
        moved = self.known.last_days if self.known else {}
        return moved.get(condition.day, condition.day) if condition.day else None

    # --- Names ---------------------------------------------------------------------------------------

    def _named(self, condition: Condition) -> SafeString:
        if condition.kind == Kind.MODULE:
            module = self.outline.module(condition.key)
            return self._link(module.titles[self.language] if module else _("a module that is gone"), "")
        if condition.kind in (Kind.COURSE, Kind.CERTIFICATE):
            url = reverse("course", args=[condition.slug]) if condition.slug else ""
            return self._link(self._course_title(condition), url)
        lesson = self.outline.by_key.get(condition.key) if condition.key else None
        if lesson is None:
            return self._link(_("a lesson that is gone"), "")
        return self._link(self.outline.full_title(lesson, self.language), self._url_of(lesson))

    def _course_title(self, condition: Condition) -> str:
        titles = condition.titles
        return titles.get(self.language) or next(iter(titles.values()), condition.slug)

    def _url_of(self, lesson: Lesson) -> str:
        return self.lesson_url(lesson) if self.lesson_url else ""

    def _link(self, title: str, url: str, *, quoted: bool = True) -> SafeString:
        name = escape(title)
        shown = _("“%(name)s”") % {"name": name} if quoted else name
        return SafeString(f'<a href="{escape(url)}">{shown}</a>' if url else shown)


def _either(parts: list[SafeString]) -> SafeString:
    """A, B or C."""
    if len(parts) == 1:
        return parts[0]
    several = format_html_join(", ", "{}", ((part,) for part in parts[:-1]))
    return format_html(_("{several} or {last}"), several=several, last=parts[-1])


def in_words(day: date | None) -> str:
    return formats.date_format(day, "DATE_FORMAT") if day else ""


def with_weekday(day: date) -> str:
    """Thursday 12 March 2026, as the reader's language writes it."""
    return f"{formats.date_format(day, 'l')} {in_words(day)}"
