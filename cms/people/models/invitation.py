from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import InvitationState, Language, MembershipRole


class Invitation(models.Model):
    """A link by mail that makes its reader a member of an organisation, once, until it expires.

    Only a hash of the link's secret is kept: who reads the database cannot accept for others.
    """

    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="invitations", verbose_name=_("organisation")
    )
    email = models.EmailField(_("e-mail"), max_length=254)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.BOKMAL)
    role = models.CharField(_("role"), max_length=20, choices=MembershipRole, default=MembershipRole.MEMBER)
    unit = models.ForeignKey("people.Unit", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=InvitationState, default=InvitationState.SENT)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("invited by")
    )
    invited_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("expires"))
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-invited_at", "-pk")
        constraints = (
            # Inviting the same person to the same role again renews the invitation that is out.
            models.UniqueConstraint(
                fields=["organisation", "email", "role"],
                condition=models.Q(state=InvitationState.SENT),
                name="invitation_is_out_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state=InvitationState.ACCEPTED, accepted_at__isnull=False)
                | (~models.Q(state=InvitationState.ACCEPTED) & models.Q(accepted_at__isnull=True)),
                name="invitation_accepted_has_its_moment",
            ),
        )

    def __str__(self) -> str:
        return f"Invitation {self.pk}"
