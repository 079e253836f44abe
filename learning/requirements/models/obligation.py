from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.enums import MembershipRole


class Obligation(models.Model):
    """Projection: what one requirement asks of one person in a role, or of a role that nobody holds (no person).

    Rebuilt from roles, requirements and completions (`domain/obligations.py`); nobody edits it. It holds days, never a
    state: whether something is overdue is asked of the day it is asked on. Timers walk over these rows; pages compute
    the same from today's roles, so that a gap shows the day it arises.
    """

    requirement = models.ForeignKey("requirements.Requirement", on_delete=models.CASCADE, related_name="obligations")
    version = models.ForeignKey("requirements.RequirementVersion", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, related_name="+", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=MembershipRole)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="obligations"
    )
    # Of a seat that is taken: since when it is asked of this person. Of a vacant one: since when it is vacant.
    since = models.DateField(_("since"), null=True)
    done_on = models.DateField(_("done"), null=True)
    expires_on = models.DateField(_("counts until"), null=True)
    due_on = models.DateField(_("to be done by"), null=True)
    opens_on = models.DateField(_("can be renewed from"), null=True)
    # What it is satisfied by: "enrolment:12", "path:3".
    proof = models.CharField(max_length=60, blank=True)
    certificate = models.ForeignKey(
        "learning.Certificate", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # When the row was first written: what a digest to the contact person takes for the beginning of a gap.
    created_on = models.DateField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        ordering = ("organisation", "requirement", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["requirement", "organisation", "user"],
                condition=models.Q(user__isnull=False),
                name="obligation_of_a_person_once",
            ),
            models.UniqueConstraint(
                fields=["requirement", "organisation"],
                condition=models.Q(user__isnull=True),
                name="obligation_vacant_once",
            ),
            models.CheckConstraint(
                condition=models.Q(user__isnull=False, since__isnull=False)
                | models.Q(user__isnull=True, due_on__isnull=True, done_on__isnull=True),
                name="obligation_vacant_is_nobodys",
            ),
        )
        indexes = (models.Index(fields=["due_on"], name="obligation_due"),)

    def __str__(self) -> str:
        return f"Obligation {self.pk}"
