"""An assignment as it stands in its lesson: the task, where one is with it, and the way to the page it is done on."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from learning.models import Enrolment
from learning.outline import Lesson
from learning.presenters.rendering import block_html
from learning.snapshot import item_key
from learning.standing import Standing

from .presenting import Context
from .queries import tries_at
from .stages import stage_of


def assignment_in_lesson(enrolment: Enrolment, standing: Standing, lesson: Lesson, block: Context) -> SafeString:
    key = item_key(lesson.key, block["id"])
    language = standing.language
    context = {
        "task": block_html(block, digest=lesson.hashes[language], language=get_language() or ""),
        "stage": stage_of(
            tries_at(enrolment, key),
            block,
            passed=key in standing.done - standing.waived,
            more=standing.more_attempts(key),
        ),
        "url": reverse("assignments:work", args=[enrolment.course.slug, lesson.key, block["id"]]),
        "content_language": language,
    }
    return SafeString(render_to_string("assignments/partials/in_lesson.html", context))
