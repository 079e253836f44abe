"""An assignment as it was first frozen is read, handed in and assessed for ever. Never write the golden file anew."""

import json
from pathlib import Path

import pytest

from cms.blocks.streams import LessonStreamBlock
from learning.assignments.models import Submission
from learning.models import Course, CourseRelease, ReleaseLesson
from learning.snapshot import canonical_hash, items_of
from tests.factories import blocks
from tests.factories.assignments import assess, submit_work
from tests.factories.learning import AT, make_enrolment
from tests.factories.people import make_user
from tests.learning.views.desk import lesson_url, signed_in

pytestmark = pytest.mark.django_db

GOLDEN = json.loads((Path(__file__).parent / "golden_assignment.json").read_text())
KEY = "3f2b9c1e-52a1-4c57-9a53-0a7f0d1c2b3a"


@pytest.fixture
def course():
    """A release made from stored JSON alone."""
    lesson = {
        "key": KEY,
        "minutes": 20,
        "required": True,
        "titles": {"nb": "Oppgave"},
        "hashes": {"nb": canonical_hash(GOLDEN["content"])},
        "items": GOLDEN["items"],
    }
    words = {"title": "Gammelt kurs", "lead": "", "outcome": "Kan varsle"}
    about = {"key": KEY, "source_language": "nb", "languages": ["nb"], "in_order": False, "hours": "1"}
    about |= {"valid_months": None, "texts": {"nb": words}}
    module = {"key": KEY, "titles": {"nb": "Modul"}, "summaries": {"nb": ""}, "lessons": [lesson]}
    outline = {"schema": 2, "course": about, "modules": [module]}
    course = Course.objects.create(translation_key=KEY, slug="gammelt", title="Gammelt kurs")
    release = CourseRelease.objects.create(
        course=course, number=1, schema=2, outline=outline, content_hash=canonical_hash(outline), published_at=AT
    )
    ReleaseLesson.objects.create(
        release=release,
        lesson_key=KEY,
        language="nb",
        content=GOLDEN["content"],
        content_hash=canonical_hash(GOLDEN["content"]),
    )
    course.current_release = release
    course.save()
    return course


def test_an_old_assignment_is_done_to_the_end(course):
    enrolment = make_enrolment(course=course, learner=make_user())
    assert "Hvem ringer hvem?" in signed_in(enrolment.learner).get(lesson_url(enrolment)).content.decode()

    assess(submit_work(enrolment))

    enrolment.refresh_from_db()
    assert (Submission.objects.get().state, enrolment.state) == ("assessed", "completed")


def test_today_still_writes_what_was_promised():
    child = LessonStreamBlock().to_python([blocks.assignment()])[0]
    today = {"type": "assignment", "id": str(child.id), **child.block.freeze(child.value, None)}

    old = GOLDEN["content"][0]
    assert {name: today[name] for name in old} == old


def test_a_lesson_with_an_assignment_is_done_by_it_alone():
    assert items_of(KEY, GOLDEN["content"], required=True) == GOLDEN["items"]
    quiz = {"type": "quiz", "id": "q", "pass_mark": 70, "max_attempts": 3}
    both = items_of(KEY, [*GOLDEN["content"], quiz], required=True)
    assert [item["kind"] for item in both] == ["assignment", "quiz"]
