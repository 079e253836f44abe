from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.models.immutable import WrittenOnce

from ..words import in_my_language


class LearningPath(models.Model):
    """Courses that belong together, in steps with choices. What it says stands in its versions; the address stays."""

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    current = models.ForeignKey("requirements.PathVersion", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("learning path")
        verbose_name_plural = _("learning paths")
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.current.name if self.current else self.slug


class PathVersion(WrittenOnce):
    """A learning path as it was from a moment on, until the next version. Never changed."""

    path = models.ForeignKey(
        LearningPath, on_delete=models.PROTECT, related_name="versions", verbose_name=_("learning path")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    # By language: {"nb": "…", "nn": "…"}.
    names = models.JSONField(_("name"))
    descriptions = models.JSONField(_("description"), default=dict)
    is_open = models.BooleanField(_("open"), default=True)
    awards_certificate = models.BooleanField(_("gives a certificate"), default=False)
    valid_months = models.PositiveSmallIntegerField(_("months the certificate is valid"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("version of a learning path")
        verbose_name_plural = _("versions of learning paths")
        ordering = ("path", "-number")
        constraints = (models.UniqueConstraint(fields=["path", "number"], name="path_version_number"),)

    def __str__(self) -> str:
        return f"Version {self.number} of path {self.path_id}"

    @property
    def name(self) -> str:
        return in_my_language(self.names)

    @property
    def description(self) -> str:
        return in_my_language(self.descriptions)


class PathStep(WrittenOnce):
    """One step of a version: all of its courses, or so many of them as `needed` says."""

    version = models.ForeignKey(PathVersion, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField(_("place"))
    names = models.JSONField(_("name"))
    needed = models.PositiveSmallIntegerField(_("how many"), null=True, blank=True)
    courses = models.ManyToManyField("learning.Course", related_name="+", verbose_name=_("courses"))

    class Meta:
        verbose_name = _("step of a learning path")
        verbose_name_plural = _("steps of learning paths")
        ordering = ("version", "position")
        constraints = (
            models.UniqueConstraint(fields=["version", "position"], name="path_step_position"),
            models.CheckConstraint(
                condition=models.Q(needed__isnull=True) | models.Q(needed__gte=1), name="path_step_needs_one"
            ),
        )

    def __str__(self) -> str:
        return f"Step {self.position} of version {self.version_id}"

    @property
    def name(self) -> str:
        return in_my_language(self.names)


class PathCompletion(models.Model):
    """That somebody completed a path, by which version and when. Follows from their courses; finished stays finished.

    Taking all of it again is the next round. The certificate, where the path gives one, is awarded afterwards.
    """

    path = models.ForeignKey(
        LearningPath, on_delete=models.PROTECT, related_name="completions", verbose_name=_("learning path")
    )
    version = models.ForeignKey(PathVersion, on_delete=models.PROTECT, related_name="+")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="path_completions")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    completed_at = models.DateTimeField(_("completed"))
    certificate = models.ForeignKey(
        "learning.Certificate", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    # Wagtail would follow its foreign keys at every completion, to say where people are used.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("completed learning path")
        verbose_name_plural = _("completed learning paths")
        ordering = ("-completed_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["path", "learner", "round"], name="path_completed_once_a_round"),
        )

    def __str__(self) -> str:
        return f"Completion {self.pk}"
