import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.enums import Language

from ..enums import InvitationState, MemberRole


class NetworkInvitation(models.Model):
    """A mail to an address, whose link lets the person of that address into a network, once, until it expires."""

    series = models.ForeignKey("events.Series", on_delete=models.CASCADE, related_name="network_invitations")
    email = models.EmailField(_("e-mail"), max_length=254)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.BOKMAL)
    role = models.CharField(_("role"), max_length=10, choices=MemberRole, default=MemberRole.MEMBER)
    # In the signed link; a new one makes links sent before lead nowhere.
    link_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=InvitationState, default=InvitationState.SENT)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("invited by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    invited_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("expires"))
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("invitation to a network")
        verbose_name_plural = _("invitations to networks")
        ordering = ("-invited_at", "-pk")
        constraints = (
            # Inviting the same address again renews the invitation that is out.
            models.UniqueConstraint(
                fields=["series", "email"],
                condition=models.Q(state=InvitationState.SENT),
                name="network_invitation_is_out_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state=InvitationState.ACCEPTED, accepted_at__isnull=False)
                | (~models.Q(state=InvitationState.ACCEPTED) & models.Q(accepted_at__isnull=True)),
                name="network_invitation_accepted_has_its_moment",
            ),
        )

    def __str__(self) -> str:
        return f"Invitation {self.pk} to a network"
