from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import MOVES_UNDER_WAY, MovePolicy, MoveState


class MoveRun(models.Model):
    """Moving the people of one release to a later one, in the background: the decision, and how far it has come.

    Who was moved, from where and why, stands in each person's facts.
    """

    from_release = models.ForeignKey(
        "learning.CourseRelease", verbose_name=_("from"), on_delete=models.PROTECT, related_name="moves_away"
    )
    release = models.ForeignKey(
        "learning.CourseRelease", verbose_name=_("to"), on_delete=models.PROTECT, related_name="moves_here"
    )
    not_started = models.CharField(_("not started"), max_length=12, choices=MovePolicy)
    under_way = models.CharField(_("under way"), max_length=12, choices=MovePolicy)
    offers_update = models.BooleanField(_("offers an update to those who have completed"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=MoveState, default=MoveState.MOVING)
    total = models.PositiveIntegerField(_("people"), default=0)
    done = models.PositiveIntegerField(_("looked at"), default=0)
    moved = models.PositiveIntegerField(_("moved"), default=0)
    stayed = models.PositiveIntegerField(_("stayed"), default=0)
    completed = models.PositiveIntegerField(_("completed by it"), default=0)
    offered = models.PositiveIntegerField(_("offered an update"), default=0)
    # The last enrolment that was looked at, in the order of their ids.
    last_id = models.PositiveBigIntegerField(default=0)
    # Starts since the last batch that was finished: a run that kills its worker is given up.
    attempts = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    planned_at = models.DateTimeField(_("planned"))
    moved_at = models.DateTimeField(_("last moved on"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    # Wagtail would follow its foreign keys at every batch, to say where people are used.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("move between releases")
        verbose_name_plural = _("moves between releases")
        ordering = ("-planned_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["from_release"],
                condition=models.Q(state__in=sorted(MOVES_UNDER_WAY)),
                name="move_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state=MoveState.FINISHED, finished_at__isnull=False)
                | (~models.Q(state=MoveState.FINISHED) & models.Q(finished_at__isnull=True)),
                name="move_finished_has_its_moment",
            ),
        )

    def __str__(self) -> str:
        return f"Move {self.pk}"

    @property
    def is_working(self) -> bool:
        return self.state in MOVES_UNDER_WAY
