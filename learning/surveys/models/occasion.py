import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import IN_SUMS, AnswerPrivacy, Timing


class Occasion(models.Model):
    """A survey in use: about what it asks (kind and key, see `occasions.py`), whom, from when to when.

    With a deadline it asks the people of its audience once. Without one it stands open, and asks whoever comes to the
    point it is about: those who complete a course, say.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey("surveys.Survey", on_delete=models.PROTECT, related_name="occasions")
    # What people answer who begin now; who has begun keeps the version they began with.
    version = models.ForeignKey("surveys.SurveyVersion", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("about"), max_length=30)
    key = models.CharField(max_length=60, blank=True)
    # As promised to those who are asked: later changes of the survey do not reach it.
    privacy = models.CharField(_("who can tell who answered what"), max_length=12, choices=AnswerPrivacy)
    timing = models.CharField(_("when it asks"), max_length=20, choices=Timing, default=Timing.ONCE)
    # {"kinds": […], "counties": […], "roles": […]}: whom it was sent to.
    audience = models.JSONField(_("who is asked"), default=dict, blank=True)
    opened_at = models.DateTimeField(_("opened"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    deadline_at = models.DateTimeField(_("deadline"), null=True, blank=True)
    # Days from being asked to one's own deadline, for occasions that stand open.
    days = models.PositiveSmallIntegerField(_("days to answer"), default=30)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("occasion of a survey")
        verbose_name_plural = _("occasions of surveys")
        ordering = ("-opened_at", "-pk")
        indexes = (models.Index(fields=["kind", "key"], name="occasion_kind_key"),)
        constraints = (
            models.UniqueConstraint(
                fields=["survey", "kind", "key"],
                condition=models.Q(closed_at__isnull=True, deadline_at__isnull=True),
                name="occasion_stands_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(timing=Timing.ONCE) | models.Q(privacy=AnswerPrivacy.CONFIDENTIAL),
                name="occasion_before_and_after_is_confidential",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True) | models.Q(closed_at__gte=models.F("opened_at")),
                name="occasion_closes_after_it_opens",
            ),
        )

    def __str__(self) -> str:
        return f"Occasion {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_anonymous(self) -> bool:
        return self.privacy == AnswerPrivacy.ANONYMOUS

    @property
    def shows_sums_only(self) -> bool:
        return self.privacy in IN_SUMS
