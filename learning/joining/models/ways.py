from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

DAYS = [MinValueValidator(1), MaxValueValidator(365)]


class CourseWays(models.Model):
    """How people get into a course, and how it follows them up. A course without such a row is open, as it was.

    Several ways may hold at once; where none does, people are invited. About the course, not part of a release.
    """

    course = models.OneToOneField("learning.Course", on_delete=models.CASCADE, related_name="ways")
    is_open = models.BooleanField(_("open"), default=True, help_text=_("Whoever is signed in may start at once."))
    by_key = models.BooleanField(
        _("with a key"), default=False, help_text=_("Whoever has a key that you hand out may start at once.")
    )
    on_request = models.BooleanField(
        _("on request"), default=False, help_text=_("People ask, and owners, teachers or coordinators answer.")
    )
    by_contacts = models.BooleanField(
        _("by contact persons"),
        default=True,
        help_text=_("Contact persons of organisations may enrol their own people."),
    )
    is_closed = models.BooleanField(
        _("closed for new"),
        default=False,
        help_text=_("Nobody new comes in, whichever ways are chosen. Who takes the course goes on."),
    )
    reminds = models.BooleanField(
        _("remind of an unfinished course"),
        default=True,
        help_text=_("At most two reminders, by mail that people can say no to."),
    )
    first_reminder = models.PositiveSmallIntegerField(
        _("days without progress until the first reminder"), default=14, validators=DAYS
    )
    second_reminder = models.PositiveSmallIntegerField(
        _("days without progress until the second reminder"), default=30, validators=DAYS
    )
    follow_up = models.ForeignKey(
        "learning.Course",
        verbose_name=_("course to go on with"),
        help_text=_("Offered to who has completed this one."),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("ways into a course")
        verbose_name_plural = _("ways into courses")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(second_reminder__gt=models.F("first_reminder")),
                name="second_reminder_comes_after_the_first",
            ),
            models.CheckConstraint(
                condition=models.Q(follow_up__isnull=True) | ~models.Q(follow_up=models.F("course")),
                name="course_does_not_follow_itself",
            ),
        )

    def __str__(self) -> str:
        return f"Ways into course {self.course_id}"

    @property
    def only_invited(self) -> bool:
        return not (self.is_open or self.by_key or self.on_request)
