import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from .feedback import Feedback
from .submission import Submission, private_storage


def stored_name(file: "FeedbackFile", filename: str) -> str:
    """Nothing of the teacher's own name for the file, and no ending a server might act on."""
    return f"feedback/{uuid.uuid4().hex}"


class FeedbackFile(models.Model):
    """A file that goes with what a teacher says. Without a feedback it waits for one, and only teachers see it; it goes
    with the next that is published.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="feedback_files")
    feedback = models.ForeignKey(Feedback, null=True, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("file name"), max_length=150)
    mime = models.CharField(_("kind of file"), max_length=100)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    file = models.FileField(_("file"), storage=private_storage, upload_to=stored_name)
    uploaded_at = models.DateTimeField(_("uploaded"))

    # Wagtail would follow its foreign keys at every save, to say where pages and people are used.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("file of a feedback")
        verbose_name_plural = _("files of feedback")
        ordering = ("submission", "pk")

    def __str__(self) -> str:
        return f"File {self.pk} of feedback on submission {self.submission_id}"
