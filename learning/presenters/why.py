"""Why something counts, or does not yet: each item with the fact behind it, and the whole history, in plain words.

For the learner, and for those who follow them up. The latter see what is done and when, never scores or answers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..enums import ItemKind, ItemStatus, MovePolicy, Verb
from ..gates.enums import WaiverReason
from ..gates.words import Wording
from ..models import Enrolment
from ..outline import Item, Lesson
from ..projections import Fact, ItemProjection, Projection, project
from ..standing import MORE, Standing
from .addresses import Context, wording


def why_view(enrolment: Enrolment, standing: Standing, facts: list[Fact], *, own: bool) -> Context:
    """What the page shows: how much is left, each lesson with its reasons, and everything that happened."""
    words = Reasons(standing, project(facts), own=own, words=wording(enrolment, standing, linked=own))
    left = [lesson for lesson in standing.outline.lessons if lesson.required and not standing.is_done(lesson)]
    return {
        "enrolment": enrolment,
        "course_title": standing.outline.texts[standing.language]["title"],
        "content_language": standing.language,
        "done": standing.done_count,
        "total": standing.required_count,
        "left": [standing.title(lesson) for lesson in left],
        "lessons": [words.lesson(lesson) for lesson in standing.outline.lessons],
        "gone": words.gone,
        "history": [{"at": fact.at, "text": words.happened(fact)} for fact in facts],
    }


@dataclass(frozen=True)
class Reasons:
    """The words for one learner. `own`: the learner reads them."""

    standing: Standing
    projection: Projection
    own: bool
    words: Wording

    def lesson(self, lesson: Lesson) -> Context:
        lock = self.standing.lock_of(lesson)
        return {
            "title": self.standing.title(lesson),
            "required": lesson.required,
            "done": self.standing.is_done(lesson),
            "reasons": [self.item(item) for item in lesson.items],
            "waived": self.standing.is_waived(lesson),
            "locked": self.words.lock(lock) if lock else [],
        }

    @property
    def gone(self) -> int:
        """How many things are done that the release no longer holds."""
        known = {item.key for lesson in self.standing.outline.lessons for item in lesson.items}
        return len(self.projection.done - known)

    def item(self, item: Item) -> str:
        known = self.projection.items.get(item.key)
        if known and known.because and known.status == ItemStatus.DONE:
            return self._done(item, known.because)
        if known and known.because and known.status == ItemStatus.WAIVED:
            return self._waived(known.because)
        if again := self.projection.again.get(item.key):
            return self._again(item, again)
        return self._left(item, known)

    def _done(self, item: Item, because: Fact) -> str:
        on = {"date": day(because.at), "score": because.value.get("score")}
        if "submission" in because.value:
            text = _("Assessed and passed on %(date)s.")
        elif because.verb == Verb.PASSED:
            text = _("Passed on %(date)s with %(score)s per cent.") if self.own else _("Passed on %(date)s.")
        elif because.verb == Verb.REGISTERED:
            text = _("Credited on %(date)s: it is the same as in the release that was completed before.")
        elif item.kind == ItemKind.TABLETOP:
            text = _("Finished with its debrief on %(date)s.")
        elif because.verb == Verb.ANSWERED:
            text = _("Written on %(date)s.")
        else:
            text = _("Read on %(date)s.")
        said = text % on
        if because.item_hash and because.item_hash != item.content_hash:
            return f"{said} " + _("It has changed since; what was done stays done.")
        return said

    def _waived(self, because: Fact) -> str:
        reason = WaiverReason(because.value["reason"]).label
        values = {"date": day(because.at), "reason": reason}
        if self.own:
            return _("Not required for you since %(date)s: %(reason)s.") % values
        return _("Not required since %(date)s: %(reason)s.") % values

    def _again(self, item: Item, move: Fact) -> str:
        values = {"number": move.value["to"], "date": day(move.at)}
        if item.kind == ItemKind.ASSIGNMENT:
            return _("The assignment was changed by release %(number)s on %(date)s. It begins afresh.") % values
        if item.kind == ItemKind.QUIZ:
            return _("The quiz was changed by release %(number)s on %(date)s. It begins afresh.") % values
        return _("It was changed by release %(number)s on %(date)s and is to be done again.") % values

    def _left(self, item: Item, known: ItemProjection | None) -> str:
        if item.kind == ItemKind.ASSIGNMENT:
            return _assignment_left(known)
        if item.kind == ItemKind.QUIZ:
            return self._quiz_left(item, known)
        return {
            ItemKind.REFLECTION.value: _("Nothing written. It is offered, not needed."),
            ItemKind.READING.value: _("Not marked as read."),
            ItemKind.TABLETOP.value: _("The tabletop is not finished with its debrief yet."),
        }[item.kind]

    def _quiz_left(self, item: Item, known: ItemProjection | None) -> str:
        if known is None:
            return _("The quiz is not handed in yet.")
        if not self.own:
            return _("The quiz is tried, and not passed yet.")
        tries = ngettext("Tried %(number)s time.", "Tried %(number)s times.", known.attempts)
        best = _("Best: %(score)s per cent; %(mark)s are needed.")
        mark = item.rule.get("pass_mark", 0)
        return f"{tries % {'number': known.attempts}} {best % {'score': known.best_score or 0, 'mark': mark}}"

    # --- What happened ------------------------------------------------------------------------------

    def happened(self, fact: Fact) -> str:
        if fact.verb == Verb.MOVED:
            return self._moved(fact)
        if fact.verb == Verb.REGISTERED:
            return self._registered(fact)
        if fact.verb == Verb.COMPLETED:
            return self._completed()
        if fact.verb in (Verb.WAIVED, Verb.UNWAIVED):
            return self._waiver(fact)
        if not fact.item_key:
            return str(Verb(fact.verb).label)
        return self._happened_to_item(fact)

    def _happened_to_item(self, fact: Fact) -> str:
        if "submission" in fact.value:
            return _assignment_happened(fact.verb) % {"lesson": self._title_of(fact)}
        text = _("Passed the quiz of “%(lesson)s” with %(score)s per cent.") if self.own else ""
        texts = {
            Verb.EXPERIENCED: _("Read “%(lesson)s”."),
            Verb.ANSWERED: _("Finished the tabletop of “%(lesson)s”.")
            if "tabletop" in fact.value
            else _("Wrote a reflection in “%(lesson)s”."),
            Verb.PASSED: text or _("Passed the quiz of “%(lesson)s”."),
            Verb.FAILED: _("Handed in the quiz of “%(lesson)s”, not passed."),
        }
        words = texts.get(Verb(fact.verb), "%(lesson)s")
        return words % {"lesson": self._title_of(fact), "score": fact.value.get("score")}

    def _completed(self) -> str:
        if self.standing.waived & self.standing.outline.required_keys:
            return _("Completed: everything that is required was done or waived.")
        return _("Completed: everything that is required was done.")

    def _waiver(self, fact: Fact) -> str:
        parts = []
        if names := self._titles(fact.value.get("items", ())):
            text = _("Waived: %(what)s.") if fact.verb == Verb.WAIVED else _("Required again: %(what)s.")
            parts.append(text % {"what": names})
        opens = fact.value.get("opens", ())
        if names := self._titles(key for key in opens if MORE in key):
            text = _("One more attempt: %(what)s.") if fact.verb == Verb.WAIVED else _("One attempt less: %(what)s.")
            parts.append(text % {"what": names})
        if names := self._titles(key for key in opens if MORE not in key):
            text = _("Opened by a waiver: %(what)s.") if fact.verb == Verb.WAIVED else _("No longer opened: %(what)s.")
            parts.append(text % {"what": names})
        return " ".join(parts)

    def _titles(self, keys: Iterable[str]) -> str:
        """Lessons and modules that items and openings belong to, each once."""
        found = dict.fromkeys(self._title(key.split(":")[0]) for key in keys)
        return ", ".join(_("“%(name)s”") % {"name": title} for title in found)

    def _title(self, key: str) -> str:
        known = self.standing.outline.by_key.get(UUID(key)) or self.standing.outline.module(UUID(key))
        return self.standing.title(known) if known else _("something that is no longer in the course")

    def _registered(self, fact: Fact) -> str:
        number, credited = fact.value.get("release"), len(fact.value.get("credited", ()))
        said = _("Enrolled, on release %(number)s.") % {"number": number} if number else _("Enrolled.")
        if "waiver" in fact.value:
            said += " " + _("What the course asks of those who begin it was waived.")
        if not credited:
            return said
        text = ngettext("%(number)s thing was credited.", "%(number)s things were credited.", credited)
        return f"{said} {text % {'number': credited}}"

    def _moved(self, fact: Fact) -> str:
        value = fact.value
        said = _("Moved from release %(before)s to release %(after)s.") % {
            "before": value["from"],
            "after": value["to"],
        }
        if value["policy"] == MovePolicy.MOVE:
            said += " " + _("What was done stays done.")
        afresh = len(value.get("redo", ()))
        if not afresh:
            return said
        text = ngettext("%(number)s thing begins afresh.", "%(number)s things begin afresh.", afresh)
        return f"{said} {text % {'number': afresh}}"

    def _title_of(self, fact: Fact) -> str:
        lesson = self.standing.outline.by_key.get(UUID(fact.item_key.split(":")[0]))
        return self.standing.title(lesson) if lesson else _("a lesson that is no longer in the course")


def _assignment_left(known: ItemProjection | None) -> str:
    if known is None:
        return _("The assignment is not handed in yet.")
    if known.best_score is None:
        return _("The assignment is handed in, and not assessed yet.")
    return _("The assignment is handed in, and not passed yet.")


def _assignment_happened(verb: str) -> str:
    texts = {
        Verb.SUBMITTED: _("Handed in the assignment of “%(lesson)s”."),
        Verb.PASSED: _("Got feedback on the assignment of “%(lesson)s”: passed."),
        Verb.FAILED: _("Got feedback on the assignment of “%(lesson)s”: not passed."),
    }
    return texts.get(Verb(verb), "%(lesson)s")


def day(at: datetime) -> str:
    return formats.date_format(timezone.localtime(at), "DATE_FORMAT")
