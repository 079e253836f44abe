from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import ItemKind
from .immutable import WrittenOnce


class CourseRelease(WrittenOnce):
    """One course as it was published at one moment, in every language that was ready. Learners stand on it.

    `outline` (shape: see learning/snapshot.py) holds everything but the lessons' text, and names each lesson's
    content by its hash, so `content_hash` over the outline covers it all.
    """

    course = models.ForeignKey(
        "learning.Course", on_delete=models.PROTECT, related_name="releases", verbose_name=_("course")
    )
    number = models.PositiveIntegerField(_("number"))
    schema = models.PositiveSmallIntegerField(_("schema"))
    outline = models.JSONField(_("outline"))
    content_hash = models.CharField(_("hash"), max_length=64)
    note = models.TextField(_("what is new"), blank=True)
    # What it changes from the release before (learning/changes.py), and what happens to whom (learning/policies.py).
    changes = models.JSONField(_("changes"), default=dict)
    policy = models.JSONField(_("policy"), default=dict)
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    # Only on rows of queries.open_releases_of(): how many people stand on it.
    under_way: int
    completed: int

    class Meta:
        verbose_name = _("course release")
        verbose_name_plural = _("course releases")
        ordering = ("course", "-number")
        constraints = (models.UniqueConstraint(fields=["course", "number"], name="release_number_in_course"),)

    def __str__(self) -> str:
        return f"Release {self.number} of course {self.course_id}"


class ReleaseLesson(WrittenOnce):
    """One lesson of a release in one language: the blocks as learners read them."""

    release = models.ForeignKey(CourseRelease, on_delete=models.CASCADE, related_name="lessons")
    lesson_key = models.UUIDField()
    language = models.CharField(max_length=2)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("lesson of a release")
        constraints = (
            models.UniqueConstraint(fields=["release", "lesson_key", "language"], name="release_lesson_in_language"),
        )

    def __str__(self) -> str:
        return f"Lesson {self.lesson_key} of release {self.release_id}"


class ReleaseItem(WrittenOnce):
    """One thing to do in a release: read a lesson, pass a quiz, answer a reflection.

    `key` is the lesson's key for reading, else lesson key and block id with a colon between.
    """

    release = models.ForeignKey(CourseRelease, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=80)
    lesson_key = models.UUIDField()
    kind = models.CharField(max_length=12, choices=ItemKind)
    position = models.PositiveIntegerField()
    required = models.BooleanField()
    rule = models.JSONField(default=dict)
    content_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("item of a release")
        ordering = ("release", "position")
        constraints = (models.UniqueConstraint(fields=["release", "key"], name="release_item_key"),)

    def __str__(self) -> str:
        return f"Item {self.key} of release {self.release_id}"


class ReleaseImage(WrittenOnce):
    """An image a release uses. The release has its own copy; this row keeps the original from being deleted."""

    release = models.ForeignKey(CourseRelease, on_delete=models.CASCADE, related_name="images")
    image = models.ForeignKey("wagtailimages.Image", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("image of a release")
        constraints = (models.UniqueConstraint(fields=["release", "image"], name="release_image"),)

    def __str__(self) -> str:
        return f"Image {self.image_id} of release {self.release_id}"


class ReleaseDocument(WrittenOnce):
    """A file a release uses, kept from being deleted in the same way."""

    release = models.ForeignKey(CourseRelease, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey("wagtaildocs.Document", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("file of a release")
        constraints = (models.UniqueConstraint(fields=["release", "document"], name="release_document"),)

    def __str__(self) -> str:
        return f"Document {self.document_id} of release {self.release_id}"
