"""A lesson as its learner reads it."""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..lesson_parts import lesson_parts
from ..models import Attempt, Enrolment, Reflection
from ..outline import Lesson
from ..queries import lesson_blocks, open_among, quiz_on, with_grade
from ..snapshot import COMPLETING, item_key
from ..standing import Standing
from .addresses import Context, way_to
from .quizzes import quiz_view
from .rendering import block_html


def lesson_view(
    enrolment: Enrolment, standing: Standing, lesson: Lesson, *, missing: dict[str, list[str]] | None = None
) -> Context:
    """What a lesson page shows. `missing` names, by quiz, the questions that were left open when handing in."""
    blocks = lesson_blocks(enrolment.release, lesson.key, standing.language)
    before, after = standing.neighbours(lesson.key)
    kinds = {block["type"] for block in blocks}
    parts = LessonParts(enrolment, standing, lesson, kinds, missing or {})
    return {
        "enrolment": enrolment,
        "course_title": standing.outline.texts[standing.language]["title"],
        "content_language": standing.language,
        "lesson": lesson,
        "title": standing.title(lesson),
        "blocks": [parts.part(block) for block in blocks],
        "is_reading": kinds.isdisjoint(COMPLETING),
        "is_done": standing.is_done(lesson),
        "is_waived": standing.is_waived(lesson),
        "done": standing.done_count,
        "total": standing.required_count,
        "lesson_count": len(standing.outline.lessons),
        "previous": way_to(enrolment, standing, before),
        "next": way_to(enrolment, standing, after),
        "rule": _rule(kinds),
    }


def _rule(kinds: set[str]) -> str:
    if len(COMPLETING.keys() & kinds) > 1:
        return _("This lesson is done when you have passed and finished all that there is to do in it.")
    if "assignment" in kinds:
        return _("This lesson is done when your assignment is passed.")
    if "quiz" in kinds:
        return _("This lesson is done when you pass the quiz.")
    if "tabletop" in kinds:
        return _("This lesson is done when you finish the tabletop with its debrief.")
    return _("This lesson is done when you say that you have read it.")


class LessonParts:
    """The blocks of a lesson: what only is read comes ready made, what is done in it with what was done so far."""

    def __init__(
        self, enrolment: Enrolment, standing: Standing, lesson: Lesson, kinds: set[str], missing: dict[str, list[str]]
    ) -> None:
        self.enrolment, self.standing, self.lesson, self.missing = enrolment, standing, lesson, missing
        self.attempts = _attempts(enrolment, lesson) if "quiz" in kinds else {}
        self.reflections = _reflections(enrolment, lesson) if "reflection" in kinds else {}
        self.digest = lesson.hashes[standing.language]

    def part(self, block: Context) -> Context:
        key = item_key(self.lesson.key, block["id"])
        if block["type"] == "reflection":
            return block | self._reflection(block, self.reflections.get(key))
        if block["type"] == "quiz":
            return self._quiz(key, block)
        if block["type"] == "tabletop":
            return self._tabletop(key, block)
        if draw := lesson_parts.get(block["type"]):
            html = draw(self.enrolment, self.standing, self.lesson, block)
            return {"id": block["id"], "type": block["type"], "html": html}
        html = block_html(block, digest=self.digest, language=get_language() or "")
        return {"id": block["id"], "type": block["type"], "html": html}

    def _quiz(self, key: str, block: Context) -> Context:
        """A quiz; somebody in the middle of an attempt goes on with the questions it was begun with."""
        attempts, missing = self.attempts.get(key, []), self.missing.get(key, [])
        under_way = open_among(attempts)
        if under_way and under_way.release_id != self.enrolment.release_id:
            block = quiz_on(under_way.release, key, self.standing.language)
        passed = key in self.standing.done - self.standing.waived
        more = self.standing.more_attempts(key)
        return quiz_view(self.enrolment, self.lesson, block, attempts, missing, passed=passed, more=more)

    def _tabletop(self, key: str, block: Context) -> Context:
        """What is known before it starts, and the way to its own pages; of the injects nothing."""
        shown = {name: block[name] for name in ("id", "type", "title", "roles", "sources")}
        url = reverse("tabletop:hub", args=[self.enrolment.course.slug, self.lesson.key, block["id"]])
        # Under a name of its own: what has `html` is shown as it is.
        return shown | {
            "scenario": block["html"],
            "url": url,
            "is_done": key in self.standing.done - self.standing.waived,
        }

    def _reflection(self, block: Context, saved: Reflection | None) -> Context:
        return {
            "name": f"r-{block['id']}",
            "answer": saved.text if saved else "",
            "saved_at": saved.saved_at if saved else None,
            "action": reverse("reflection", args=[self.enrolment.course.slug, self.lesson.key, block["id"]]),
        }


def _attempts(enrolment: Enrolment, lesson: Lesson) -> dict[str, list[Attempt]]:
    by_item: dict[str, list[Attempt]] = {}
    tried = with_grade(enrolment.attempts.filter(item_key__startswith=f"{lesson.key}:")).select_related("release")
    for attempt in tried.defer("release__outline").order_by("number"):
        by_item.setdefault(attempt.item_key, []).append(attempt)
    return by_item


def _reflections(enrolment: Enrolment, lesson: Lesson) -> dict[str, Reflection]:
    found = enrolment.reflections.filter(item_key__startswith=f"{lesson.key}:")
    return {reflection.item_key: reflection for reflection in found}
