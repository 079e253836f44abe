"""Requirements, paths and completed courses, with as little as possible said."""

from datetime import UTC, date, datetime, time

from learning.models import Certificate, CourseState, Enrolment
from learning.requirements.domain.paths import PathTerms, StepTerms, publish_path
from learning.requirements.domain.requirements import Terms, define_requirement

from .learning import make_course

# When requirements of tests are recorded, unless a test says otherwise: long before anything happens in it.
RECORDED = datetime(2020, 1, 1, 9, 0, tzinfo=UTC)


def make_terms(course, *, names=None, role="preparedness_adviser", valid_from=date(2020, 1, 1), **fields):
    fields = {"target_kind": "course", "target_key": str(course.translation_key), **fields} if course else fields
    return Terms(names=names or {"nb": "ROS-kompetanse"}, role=role, valid_from=valid_from, **fields)


def make_requirement(course=None, *, by=None, at=RECORDED, **fields):
    """Somebody in a role must hold a course; see `make_terms`."""
    if course is None and "target_key" not in fields:
        course = make_course()
    return define_requirement(terms=make_terms(course, **fields), by=by, at=at)


def make_done(user, course, *, on, certificate=False, **fields):
    """A completed enrolment on a day, without walking through the lessons; with a certificate if it is wanted."""
    at = datetime.combine(on, time(12), tzinfo=UTC)
    number = Enrolment.objects.filter(learner=user, course=course).count() + 1
    enrolment = Enrolment.objects.create(
        course=course,
        learner=user,
        number=number,
        release=course.current_release,
        state="completed",
        enrolled_at=at,
        ended_at=at,
    )
    CourseState.objects.create(enrolment=enrolment, done=1, required=1, first_completed_at=at)
    if certificate:
        make_course_certificate(enrolment, at=at, **fields)
    return enrolment


def make_course_certificate(enrolment, *, at, **fields):
    words = dict.fromkeys(("title", "wording", "issuer", "basis_text"), "Beredskapsplikten")
    return Certificate.objects.create(
        number=f"2026-{enrolment.pk}",
        code=f"C{enrolment.pk}",
        holder=enrolment.learner,
        holder_name=enrolment.learner.name,
        language="nb",
        basis_kind="enrolment",
        basis_key=str(enrolment.pk),
        issued_at=at,
        document_due_at=at,
        **words,
        **fields,
    )


def make_path_terms(*steps, name="Veien til beredskapsrådgiver", **fields):
    """Steps as (courses, how many of them or None)."""
    written = tuple(
        StepTerms({"nb": f"Steg {number}"}, tuple(sorted(course.pk for course in courses)), needed)
        for number, (courses, needed) in enumerate(steps, start=1)
    )
    return PathTerms(names={"nb": name}, steps=written, descriptions={}, **fields)


def make_path(*steps, slug="veien", by=None, at=RECORDED, **fields):
    return publish_path(slug=slug, terms=make_path_terms(*steps, **fields), by=by, at=at)
