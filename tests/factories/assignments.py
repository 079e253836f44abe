import io
import zipfile
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from learning.assignments.assessing import Assessment
from learning.assignments.domain.grading import publish_feedback, save_feedback
from learning.assignments.domain.submissions import hand_in, save_draft
from learning.assignments.models import Submission

from . import blocks
from .learning import AT, lessons_of, make_enrolment
from .people import make_user

DAY = timedelta(days=1)
OOXML = "application/vnd.openxmlformats-officedocument."


def enrol_on_assignment(learner=None, *, course=None, **assignment):
    """Somebody who takes a course whose first lesson is an assignment."""
    lessons = {} if course else {"lessons": [[blocks.text(), blocks.assignment(**assignment)]]}
    return make_enrolment(course=course, learner=learner, **lessons)


def assignment_of(enrolment, number=1):
    """What the verbs want to know: the first assignment of a lesson."""
    lesson = lessons_of(enrolment)[number - 1]
    item = next(item for item in lesson.items if item.kind == "assignment")
    return {"enrolment": enrolment, "lesson_key": lesson.key, "item_key": item.key, "by": enrolment.learner}


def write(enrolment, text="Vi ringer ordføreren først.", *, uploads=(), at=AT, number=1):
    return save_draft(**assignment_of(enrolment, number), text=text, uploads=uploads, at=at)


def submit_work(enrolment, text="Vi ringer ordføreren først.", *, uploads=(), at=AT, number=1):
    """Write it and hand it in."""
    write(enrolment, text, uploads=uploads, at=at, number=number)
    return hand_in(**assignment_of(enrolment, number), at=at)


def make_submission(learner=None, *, at=AT, course=None, **assignment):
    return submit_work(enrol_on_assignment(learner, course=course, **assignment), at=at)


def rubric(level=2, *, name="assignment", comment="Godt tenkt.", passed=None):
    """Every criterion of the factory's rubric at one level."""
    marks = {
        blocks.block_id(f"{name}-criterion{place}"): {
            "level": blocks.block_id(f"{name}-{letter}-level{level}"),
            "comment": "",
        }
        for place, letter in enumerate("ab")
    }
    return Assessment(marks, comment, passed)


def draft_feedback(submission, level=2, *, by=None, at=AT + DAY, version=0, **said):
    submission = Submission.objects.get(pk=submission.pk)
    return save_feedback(
        submission=submission, assessment=rubric(level, **said), version=version, by=by or make_user("Lærer"), at=at
    )


def assess(submission, level=2, *, by=None, at=AT + DAY, version=0, **said):
    """Save and publish what a teacher says."""
    by = by or make_user("Lærer")
    draft_feedback(submission, level, by=by, at=at, version=version, **said)
    return publish_feedback(submission=Submission.objects.get(pk=submission.pk), by=by, at=at)


# --- Files -----------------------------------------------------------------------------------------


def upload(content, name="liste.pdf"):
    return SimpleUploadedFile(name, content)


def pdf(more=b""):
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + more + b"\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def png(size=(4, 4)):
    kept = io.BytesIO()
    Image.new("RGB", size).save(kept, "PNG")
    return kept.getvalue()


def zipped(entries, compression=zipfile.ZIP_DEFLATED):
    """The same bytes whenever it is called: tests are named after them."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content, compression)
    return kept.getvalue()


def docx(*, kind="wordprocessingml.document", more=None):
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{OOXML}{kind}.main+xml"/></Types>'
    return zipped({"[Content_Types].xml": types, "word/document.xml": "<w:document/>", **(more or {})})


def odt(*, manifest="<manifest/>", more=None):
    mimetype = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": mimetype, "META-INF/manifest.xml": manifest, **(more or {})})
