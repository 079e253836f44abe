import uuid

from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import WAITING, SubmissionState
from .kept_file import KeptFile


def private_storage() -> Storage:
    return storages["private"]


def stored_name(file: "SubmissionFile", filename: str) -> str:
    """Nothing of the learner's own name for the file, and no ending a server might act on."""
    return f"submissions/{uuid.uuid4().hex}"


class Submission(models.Model):
    """What somebody hands in for an assignment: written as a draft, handed in, then assessed.

    It stands on the release it was handed in on. Handing in again is the next row; earlier ones stay as they are.
    """

    enrolment = models.ForeignKey("learning.Enrolment", on_delete=models.CASCADE, related_name="submissions")
    item_key = models.CharField(_("assignment"), max_length=80)
    release = models.ForeignKey("learning.CourseRelease", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=SubmissionState, default=SubmissionState.DRAFT)
    text = models.TextField(_("text"), blank=True)
    # False when the assignment was changed afterwards and is to be done again: it stays, and counts no more.
    counts = models.BooleanField(_("counts"), default=True)
    is_late = models.BooleanField(_("came late"), default=False)
    started_at = models.DateTimeField(_("started"))
    saved_at = models.DateTimeField(_("saved"))
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)

    # Wagtail would follow its foreign keys at every save, to say where pages and people are used.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ("enrolment", "item_key", "number")
        indexes = (
            models.Index(
                fields=["submitted_at"],
                condition=models.Q(state__in=sorted(WAITING), counts=True),
                name="submission_waits",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["enrolment", "item_key", "number"], name="submission_number"),
            models.UniqueConstraint(
                fields=["enrolment", "item_key"],
                condition=~models.Q(state=SubmissionState.ASSESSED) & models.Q(counts=True),
                name="submission_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(state=SubmissionState.DRAFT, submitted_at__isnull=True)
                | (~models.Q(state=SubmissionState.DRAFT) & models.Q(submitted_at__isnull=False)),
                name="submission_handed_in_has_its_moment",
            ),
        )

    def __str__(self) -> str:
        return f"Submission {self.pk}"

    @property
    def is_draft(self) -> bool:
        return self.state == SubmissionState.DRAFT

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING


class SubmissionFile(KeptFile):
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(_("file"), storage=private_storage, upload_to=stored_name)

    class Meta:
        verbose_name = _("file of a submission")
        verbose_name_plural = _("files of submissions")
        ordering = ("submission", "pk")

    def __str__(self) -> str:
        return f"File {self.pk} of submission {self.submission_id}"
