from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.models.immutable import WrittenOnce


class ReleaseQuestion(WrittenOnce):
    """A quiz of a release may serve this version. The release has its own copy of what it says."""

    release = models.ForeignKey("learning.CourseRelease", on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey("bank.QuestionVersion", on_delete=models.PROTECT, related_name="uses")
    item_key = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("question of a release")
        constraints = (
            models.UniqueConstraint(fields=["release", "item_key", "version"], name="release_question_in_item"),
        )

    def __str__(self) -> str:
        return f"Version {self.version_id} in release {self.release_id}"
