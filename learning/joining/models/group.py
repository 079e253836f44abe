from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CourseGroup(models.Model):
    """People who take a course together from a day on: until then its lessons are closed to them."""

    course = models.ForeignKey(
        "learning.Course", verbose_name=_("course"), on_delete=models.CASCADE, related_name="groups"
    )
    name = models.CharField(_("name"), max_length=120)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("to be done by"), null=True, blank=True)

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ("-starts_on", "name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["course", "name"], name="group_name_in_course"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="group_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return self.name


class GroupTeacher(models.Model):
    """Somebody of the staff teaches a group, and sees its learners."""

    group = models.ForeignKey(CourseGroup, verbose_name=_("group"), on_delete=models.CASCADE, related_name="teachers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("teacher of a group")
        verbose_name_plural = _("teachers of groups")
        constraints = (models.UniqueConstraint(fields=["group", "user"], name="group_teacher_once"),)

    def __str__(self) -> str:
        return f"Teacher {self.pk} of a group"


class GroupPlace(models.Model):
    """An enrolment in a group.

    `waits`: its lessons open on the day the group starts; who was under way before goes on. `told_at`: when the
    learner was told that it starts, or was put into a group that had.
    """

    group = models.ForeignKey(CourseGroup, verbose_name=_("group"), on_delete=models.CASCADE, related_name="places")
    enrolment = models.OneToOneField("learning.Enrolment", on_delete=models.CASCADE, related_name="group_place")
    waits = models.BooleanField(_("waits for the start"), default=True)
    placed_at = models.DateTimeField(_("since"))
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("place in a group")
        verbose_name_plural = _("places in groups")
        ordering = ("group", "pk")
        indexes = (models.Index(fields=["group"], condition=models.Q(told_at__isnull=True), name="group_place_untold"),)

    def __str__(self) -> str:
        return f"Place {self.pk} in a group"
