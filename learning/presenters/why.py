"""Why something counts, or does not yet: each item with the fact behind it, and the whole history, in plain words.

For the learner, and for those who follow them up. The latter see what is done and when, never scores or answers.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..enums import ItemKind, ItemStatus, MovePolicy, Verb
from ..models import Enrolment
from ..outline import Item, Lesson
from ..projections import Fact, ItemProjection, Projection, project
from ..standing import Standing
from .addresses import Context


def why_view(enrolment: Enrolment, standing: Standing, facts: list[Fact], *, own: bool) -> Context:
    """What the page shows: how much is left, each lesson with its reasons, and everything that happened."""
    words = Reasons(standing, project(facts), own=own)
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

    def lesson(self, lesson: Lesson) -> Context:
        waits = self.standing.waits_for(lesson)
        return {
            "title": self.standing.title(lesson),
            "required": lesson.required,
            "done": self.standing.is_done(lesson),
            "reasons": [self.item(item) for item in lesson.items],
            "locked": _("Opens when “%(lesson)s” is done.") % {"lesson": self.standing.title(waits)} if waits else "",
        }

    @property
    def gone(self) -> int:
        """How many things are done that the release no longer holds."""
        known = {item.key for lesson in self.standing.outline.lessons for item in lesson.items}
        return len(self.projection.done - known)

    def item(self, item: Item) -> str:
        known = self.projection.items.get(item.key)
        if known and known.status == ItemStatus.DONE and known.because:
            return self._done(item, known.because)
        if again := self.projection.again.get(item.key):
            return self._again(item, again)
        return self._left(item, known)

    def _done(self, item: Item, because: Fact) -> str:
        on = {"date": day(because.at), "score": because.value.get("score")}
        if because.verb == Verb.PASSED:
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

    def _again(self, item: Item, move: Fact) -> str:
        values = {"number": move.value["to"], "date": day(move.at)}
        if item.kind == ItemKind.QUIZ:
            return _("The quiz was changed by release %(number)s on %(date)s. It begins afresh.") % values
        return _("It was changed by release %(number)s on %(date)s and is to be done again.") % values

    def _left(self, item: Item, known: ItemProjection | None) -> str:
        if item.kind == ItemKind.REFLECTION:
            return _("Nothing written. It is offered, not needed.")
        if item.kind == ItemKind.READING:
            return _("Not marked as read.")
        if item.kind == ItemKind.TABLETOP:
            return _("The tabletop is not finished with its debrief yet.")
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
            return _("Completed: everything that is required was done.")
        if not fact.item_key:
            return str(Verb(fact.verb).label)
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

    def _registered(self, fact: Fact) -> str:
        number, credited = fact.value.get("release"), len(fact.value.get("credited", ()))
        said = _("Enrolled, on release %(number)s.") % {"number": number} if number else _("Enrolled.")
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


def day(at: datetime) -> str:
    return formats.date_format(timezone.localtime(at), "DATE_FORMAT")
