"""Gates and a waiver of the demo. Safe to run again."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from cms.demo import people as demo
from cms.models import CoursePage, LessonPage, ModulePage
from cms.people.models import User

from ..models import Enrolment
from ..queries import standing_of
from .conditions import Kind
from .domain.waivers import Grounds, waive
from .enums import Waived, WaiverReason
from .freezing import ANY_OF
from .models import Waiver

GATED = "planlegg-en-diskusjonsovelse-pa-fire-uker"
MANDATE, AIMS, SCENARIO, CONDUCT = range(4)
# So much is left of the course to whom something is waived: the course is not completed by it.
LEFT = 4


def seed_gates() -> None:
    """Nobody leads an exercise before it has a mandate, and aims or a scenario: before the course is published."""
    page = CoursePage.objects.filter(slug=GATED).first()
    modules = list(ModulePage.objects.child_of(page).order_by("path")) if page else []
    if len(modules) <= CONDUCT or modules[CONDUCT].gate:
        return
    quiz = LessonPage.objects.child_of(modules[AIMS]).order_by("path").last()
    assert quiz
    either = [
        _block(Kind.QUIZ, lesson=quiz.pk, percent=80),
        _block(Kind.MODULE, module=modules[SCENARIO].pk),
    ]
    first = _block(Kind.MODULE, module=modules[MANDATE].pk)
    modules[CONDUCT].gate = json.dumps([first, _block(ANY_OF, either)])
    modules[CONDUCT].save_revision().publish()


def _block(kind: str, children: Sequence[object] | None = None, **value: int) -> dict[str, object]:
    raw = list(children) if children is not None else value
    return {"type": kind, "id": str(uuid5(NAMESPACE_URL, f"{GATED}/{kind}/{value}")), "value": raw}


def seed_waiver(*, at: datetime) -> None:
    """Somebody who has led exercises elsewhere is not asked to read how a report is written."""
    rows = Enrolment.objects.filter(course__slug=GATED, state="active").exclude(learner__email=demo.LEARNER.email)
    enrolment = rows.select_related("course", "release", "learner", "course_state").order_by("pk").first()
    if enrolment is None or Waiver.objects.exists():
        return
    standing = standing_of(enrolment, language="nb", at=at)
    left = [lesson for lesson in standing.outline.lessons if not standing.is_done(lesson)]
    if len(left) < LEFT:
        return
    said = "Ledet øvelse Vinterstorm i fylket i 2025 og skrev evalueringen. Rapporten er lest."
    grounds = Grounds(WaiverReason.EXPERIENCE, explanation=said, reference="Sak 2026/1184 i arkivet")
    by = User.objects.get(email=demo.COURSE_OWNER.email)
    waive(enrolment=enrolment, what=Waived.LESSON, target=left[-3].address, grounds=grounds, by=by, at=at)
