import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from .feedback import Feedback
from .kept_file import KeptFile
from .submission import Submission, private_storage


def stored_name(file: "FeedbackFile", filename: str) -> str:
    """Nothing of the teacher's own name for the file, and no ending a server might act on."""
    return f"feedback/{uuid.uuid4().hex}"


class FeedbackFile(KeptFile):
    """A file that goes with what a teacher says. Without a feedback it waits for one, and only teachers see it; it goes
    with the next that is published.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="feedback_files")
    feedback = models.ForeignKey(Feedback, null=True, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(_("file"), storage=private_storage, upload_to=stored_name)

    class Meta:
        verbose_name = _("file of a feedback")
        verbose_name_plural = _("files of feedback")
        ordering = ("submission", "pk")

    def __str__(self) -> str:
        return f"File {self.pk} of feedback on submission {self.submission_id}"
