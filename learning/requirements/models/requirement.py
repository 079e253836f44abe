import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.enums import MembershipRole
from learning.models.immutable import WrittenOnce

from ..words import in_my_language


class Requirement(models.Model):
    """Something that is demanded of whoever holds a role. What exactly stands in its versions."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    current = models.ForeignKey(
        "requirements.RequirementVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.current.name if self.current else str(self.key)


class RequirementVersion(WrittenOnce):
    """What is demanded from a day on, until the next version applies. Never changed, so that history stays.

    Who: a role in organisations of these kinds, sizes, countries and counties (an empty list: any). What: a target of
    a registered kind (`targets.py`). How often: every `cadence_months`, or once.
    """

    requirement = models.ForeignKey(
        Requirement, on_delete=models.PROTECT, related_name="versions", verbose_name=_("requirement")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    # By language: {"nb": "…", "nn": "…"}.
    names = models.JSONField(_("name"))
    role = models.CharField(_("role"), max_length=20, choices=MembershipRole)
    organisation_kinds = models.JSONField(_("kinds of organisation"), default=list)
    size_classes = models.JSONField(_("sizes"), default=list)
    countries = models.JSONField(_("countries"), default=list)
    counties = models.ManyToManyField("places.County", blank=True, related_name="+", verbose_name=_("counties"))
    target_kind = models.CharField(_("kind of target"), max_length=30)
    target_key = models.CharField(_("target"), max_length=60)
    cadence_months = models.PositiveSmallIntegerField(_("every so many months"), null=True, blank=True)
    grace_days = models.PositiveSmallIntegerField(_("days for somebody new in the role"), default=90)
    prior_days = models.PositiveIntegerField(_("days before the role that count"), null=True, blank=True)
    opens_days = models.PositiveSmallIntegerField(_("days before it runs out that it can be renewed"), default=90)
    source_text = models.CharField(_("law or guideline"), max_length=300, blank=True)
    source_url = models.URLField(_("where it can be read"), max_length=300, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("version of a requirement")
        verbose_name_plural = _("versions of requirements")
        ordering = ("requirement", "-number")
        constraints = (
            models.UniqueConstraint(fields=["requirement", "number"], name="requirement_version_number"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="requirement_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(cadence_months__isnull=True) | models.Q(cadence_months__gte=1),
                name="requirement_cadence_is_a_month_or_more",
            ),
        )

    def __str__(self) -> str:
        return f"Version {self.number} of requirement {self.requirement_id}"

    @property
    def name(self) -> str:
        return in_my_language(self.names)
