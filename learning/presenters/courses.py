"""The outline of a course as its learner sees it."""

from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from cms import clock

from ..enums import EnrolmentState
from ..joining.opening import day_to_wait_for
from ..models import Certificate, Enrolment
from ..outline import Lesson, Module
from ..queries import certificates_with_standing, last_move
from ..standing import LOCKED, Standing
from .addresses import Context, course_url, lesson_url, way_to, wording


def course_view(enrolment: Enrolment, standing: Standing) -> Context:
    """What the course page shows: modules and lessons with state, progress, and the one thing to do next."""
    rows = LessonRows(enrolment, standing)
    opens_on = day_to_wait_for(enrolment, at=clock.now())
    modules = [rows.module(module) for module in standing.outline.modules]
    return {
        "enrolment": enrolment,
        "texts": standing.outline.texts[standing.language],
        "content_language": standing.language,
        "modules": _shut(modules, opens_on) if opens_on else modules,
        "opens_on": opens_on,
        "done": standing.done_count,
        "total": standing.required_count,
        "resume": None if opens_on else _resume(enrolment, standing),
        "waits": None if opens_on else _waits(enrolment, standing),
        "completed": enrolment.state == EnrolmentState.COMPLETED,
        "certificate": _certificate_of(enrolment),
        "moved": _moved(enrolment, standing),
    }


def _shut(modules: list[Context], opens_on: date) -> list[Context]:
    """Nothing is open before the day the learner's group starts."""
    reason = _("Opens on %(day)s.") % {"day": date_format(opens_on, "DATE_FORMAT")}
    shut = {"url": "", "state": LOCKED, "reason": reason}
    return [module | {"lessons": [lesson | shut for lesson in module["lessons"]]} for module in modules]


def _moved(enrolment: Enrolment, standing: Standing) -> Context | None:
    """That the course was brought up to date under way, and what that asks for; only for those it happened to."""
    move = last_move(enrolment) if enrolment.is_active else None
    if move is None:
        return None
    again = set(move.value["redo"]) - standing.done
    lessons = [lesson for lesson in standing.outline.lessons if any(item.key in again for item in lesson.items)]
    return {"at": move.at, "again": [standing.title(lesson) for lesson in lessons]}


def _certificate_of(enrolment: Enrolment) -> Certificate | None:
    if enrolment.state != EnrolmentState.COMPLETED:
        return None
    return certificates_with_standing().filter(basis_kind="enrolment", basis_key=str(enrolment.pk)).first()


class LessonRows:
    """Rows of an outline. What is the same for every row is made once: a course may have a thousand of them."""

    def __init__(self, enrolment: Enrolment, standing: Standing) -> None:
        self.standing = standing
        self.course_url = course_url(enrolment)
        self.words = wording(enrolment, standing)
        self.opens_when = _("Opens when “%(lesson)s” is done.")

    def module(self, module: Module) -> Context:
        required = [lesson for lesson in module.lessons if lesson.required]
        return {
            "title": self.standing.title(module),
            "summary": module.summaries[self.standing.language],
            "done": sum(self.standing.is_done(lesson) for lesson in required),
            "total": len(required),
            "lessons": [self.lesson(lesson) for lesson in module.lessons],
        }

    def lesson(self, lesson: Lesson) -> Context:
        state = self.standing.state_of(lesson)
        return {
            "title": self.standing.title(lesson),
            "url": "" if state == LOCKED else f"{self.course_url}{lesson.address}/",
            "minutes": lesson.minutes,
            "state": state,
            "is_current": False,
            "reason": self._reason(lesson) if state == LOCKED else "",
        }

    def _reason(self, lesson: Lesson) -> str:
        """Why a lesson is closed. The order of lessons alone may close a thousand, so that is said without a link."""
        lock = self.standing.lock_of(lesson)
        assert lock
        if lock.before and not lock.unmet:
            return self.opens_when % {"lesson": self.standing.title(lock.before)}
        said = self.words.lock(lock)
        return said[0] if len(said) == 1 else format_html_join(" ", "{}", ((one,) for one in said))


def _resume(enrolment: Enrolment, standing: Standing) -> Context | None:
    """Where to go on: the bookmarked lesson while it is not done, else the next one."""
    state = enrolment.course_state
    marked = standing.outline.by_key.get(state.last_lesson_key) if state.last_lesson_key else None
    if marked and not standing.is_done(marked) and not standing.lock_of(marked):
        anchor = f"#b-{state.last_block_id}" if state.last_block_id else ""
        return {"title": standing.title(marked), "url": lesson_url(enrolment, marked) + anchor}
    return way_to(enrolment, standing, standing.next_lesson)


def _waits(enrolment: Enrolment, standing: Standing) -> Context | None:
    """The lesson that comes next and is closed still, with why; None when there is something to do or nothing left."""
    lesson = standing.next_lesson
    lock = standing.lock_of(lesson) if lesson else None
    if lesson is None or lock is None:
        return None
    return {"title": standing.title(lesson), "reasons": wording(enrolment, standing).lock(lock)}
