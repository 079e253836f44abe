"""What is new in a course to somebody who has completed it."""

from ..models import Enrolment
from ..outline import outline_of
from ..updates import Update
from .addresses import Context


def update_view(enrolment: Enrolment, update: Update, *, language: str) -> Context:
    release = enrolment.course.current_release
    assert release is not None
    outline = outline_of(release)
    spoken = outline.language_for(language)
    return {
        "enrolment": enrolment,
        "course_title": outline.texts[spoken]["title"],
        "content_language": spoken,
        "lessons": [{"title": lesson.titles[spoken], "minutes": lesson.minutes} for lesson in update.lessons],
        "minutes": update.minutes,
        "note": release.note,
        "completed_at": enrolment.ended_at,
    }
