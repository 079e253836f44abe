"""What learning holds of a person. Counts stay, words go, a certificate goes on proving what it says."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.core.files.storage import storages
from django.utils.translation import gettext_lazy as _

from cms.privacy.answers import (
    Answer,
    Kept,
    PersonalFile,
    Rows,
    Subject,
    blank,
    delete_rows,
    forget_file,
    names_nobody,
    register,
    stays,
)
from cms.privacy.purposes import PUBLIC_TASK, Purpose, register_purpose

from .documents import certificate_pdf
from .enums import DocumentState
from .models import (
    ActivityFact,
    Attempt,
    Certificate,
    CertificateEvent,
    CourseRelease,
    CourseStaff,
    CourseState,
    Enrolment,
    ExtraTime,
    GradingEvent,
    ItemState,
    MoveRun,
    Reflection,
    Regrade,
)

PROOF = _(
    "A certificate must go on proving what it says to those it was shown to: a legal claim and a task in the public "
    "interest (GDPR article 17 (3) b and e)."
)
AS_LONG = _("As long as the centre keeps its register of certificates")

register_purpose(
    Purpose(
        "learning",
        _("Courses you take"),
        _("Which courses you take, for which organisation, what you have done, your answers and your reflections."),
        PUBLIC_TASK,
        _("As long as you have the account. After that only numbers remain; answers and reflections are deleted."),
        _(
            "You. Who owns or teaches a course sees how far you are in it, and attempts and best score in each quiz; "
            "the contact people of your organisation see courses and certificates. Nobody else sees your answers."
        ),
        40,
    ),
    Purpose(
        "certificates",
        _("Certificates"),
        _("Name, title, date, number and wording of each certificate."),
        PUBLIC_TASK,
        _("As long as the centre keeps its register of certificates, also when the account is gone."),
        _("Everybody who has its code."),
        50,
    ),
)


def certificate_files(subject: Subject) -> Iterator[PersonalFile]:
    for certificate in Certificate.objects.filter(holder=subject.user).order_by("pk"):
        yield PersonalFile(f"certificates/{certificate.number}.pdf", partial(_pdf_of, certificate))


def _pdf_of(certificate: Certificate) -> bytes:
    """The document as it was made; drawn anew while it waits."""
    if certificate.document_state != DocumentState.READY:
        return certificate_pdf(certificate)
    with storages["private"].open(certificate.document_name) as document:
        content: bytes = document.read()
        return content


def let_go_of_holder(rows: Rows, subject: Subject, at: datetime) -> int:
    """The certificate stays and loses its account; the PDF, which only its holder could fetch, is deleted."""
    certificates = list(rows.values_list("pk", "document_name"))
    for _pk, name in certificates:
        forget_file("private", name)
    kept = Certificate.objects.filter(pk__in=[pk for pk, _name in certificates])
    kept.update(document_state=DocumentState.FAILED, document_name="", document_error="")
    return kept.let_go_of_holder()


def forget_reasons(rows: Rows, subject: Subject, at: datetime) -> int:
    """That a certificate was revoked stays; why was written about a person."""
    return CertificateEvent.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).forget_words("reason")


def forget_marks(rows: Rows, subject: Subject, at: datetime) -> int:
    """The score stays as a number; what was said about the answer goes."""
    return GradingEvent.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).forget_words("mark")


register(
    Answer(
        Enrolment,
        purpose="learning",
        by=("learner",),
        columns=("course__title", "organisation__name", "number", "state", "enrolled_at", "ended_at"),
        erase=stays,
    ),
    Answer(
        Attempt,
        purpose="learning",
        by=("enrolment__learner",),
        columns=(
            "enrolment__course__title",
            "number",
            "state",
            "answers",
            "score",
            "passed",
            "started_at",
            "submitted_at",
            "due_at",
            "ran_out",
        ),
        erase=blank(answers={}, marked={}),
    ),
    Answer(
        GradingEvent,
        purpose="learning",
        by=("attempt__enrolment__learner",),
        columns=("attempt__enrolment__course__title", "attempt__number", "score", "passed", "regrade__reason", "at"),
        erase=forget_marks,
    ),
    Answer(
        ExtraTime,
        purpose="learning",
        by=("enrolment__learner",),
        also=("given_by",),
        columns=("enrolment__course__title", "percent", "reason", "starts_at", "ends_at"),
        erase=delete_rows,
    ),
    Answer(
        Regrade,
        purpose="editing",
        by=("by",),
        columns=("course__title", "reason", "at"),
        erase=stays,
        theirs=False,
    ),
    Answer(
        Reflection,
        purpose="learning",
        by=("enrolment__learner",),
        columns=("enrolment__course__title", "text", "saved_at"),
        erase=delete_rows,
    ),
    Answer(
        ActivityFact,
        purpose="learning",
        by=("enrolment__learner",),
        also=("by",),
        columns=("enrolment__course__title", "verb", "item_key", "value", "at"),
        erase=stays,
    ),
    Answer(
        ItemState,
        purpose="learning",
        by=("enrolment__learner",),
        columns=("enrolment__course__title", "item_key", "status", "attempts", "best_score", "done_at"),
        erase=stays,
    ),
    Answer(
        CourseState,
        purpose="learning",
        by=("enrolment__learner",),
        columns=("enrolment__course__title", "done", "required", "first_completed_at"),
        erase=blank(last_lesson_key=None, last_block_id=""),
    ),
    Answer(
        CertificateEvent,
        purpose="certificates",
        by=("certificate__holder",),
        also=("by",),
        columns=("certificate__number", "kind", "reason", "at"),
        erase=forget_reasons,
    ),
    Answer(
        Certificate,
        purpose="certificates",
        by=("holder",),
        also=("holder_name",),
        columns=("number", "code", "holder_name", "title", "wording", "issuer", "issued_at", "valid_until"),
        erase=let_go_of_holder,
        kept=(Kept("holder_name", PROOF, AS_LONG), Kept("wording", PROOF, AS_LONG)),
        files=certificate_files,
        order=200,
    ),
    Answer(
        CourseRelease,
        purpose="editing",
        by=("published_by",),
        columns=("course__title", "number", "published_at"),
        erase=stays,
        theirs=False,
    ),
)

register(
    Answer(
        MoveRun,
        purpose="editing",
        by=("by",),
        columns=("release__course__title", "release__number", "planned_at"),
        erase=stays,
        theirs=False,
    )
)
register(
    Answer(
        CourseStaff,
        purpose="learning",
        by=("user",),
        columns=("course__title", "role", "starts_at", "ends_at"),
        erase=delete_rows,
    )
)
names_nobody("The name of a file.", "learning.certificate.document_name")
names_nobody("Another enrolment of the same person.", "learning.enrolment.updates")
