from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import MembershipRole


class Membership(models.Model):
    """A person's role in an organisation, from a day and, when it is over, to a day (that day included)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    unit = models.ForeignKey(
        "people.Unit", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("unit")
    )
    role = models.CharField(_("role"), max_length=20, choices=MembershipRole, default=MembershipRole.MEMBER)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("organisation", "role", "starts_on")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=models.Q(ends_on__isnull=True),
                name="membership_role_is_held_once",
            ),
        )

    def __str__(self) -> str:
        return f"Membership {self.pk}"


class ExpectedRole(models.Model):
    """A role that somebody ought to hold in an organisation; when nobody does, it is vacant."""

    organisation = models.ForeignKey("people.Organisation", on_delete=models.CASCADE, related_name="expected_roles")
    role = models.CharField(_("role"), max_length=20, choices=MembershipRole)

    class Meta:
        verbose_name = _("expected role")
        verbose_name_plural = _("expected roles")
        ordering = ("organisation", "role")
        constraints = (models.UniqueConstraint(fields=["organisation", "role"], name="role_is_expected_once"),)

    def __str__(self) -> str:
        return f"Expected role {self.pk}"
