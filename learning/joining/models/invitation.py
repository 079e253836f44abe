from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.enums import Language

from ..enums import InvitationState


class CourseInvitation(models.Model):
    """A link by mail that enrols its reader in a course, once, until it expires. Only a hash of its secret is kept."""

    course = models.ForeignKey(
        "learning.Course", verbose_name=_("course"), on_delete=models.CASCADE, related_name="invitations"
    )
    group = models.ForeignKey(
        "joining.CourseGroup",
        verbose_name=_("group"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="invitations",
    )
    email = models.EmailField(_("e-mail"), max_length=254)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.BOKMAL)
    token_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=InvitationState, default=InvitationState.SENT)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("expires"))
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation to a course")
        verbose_name_plural = _("invitations to courses")
        ordering = ("-invited_at", "-pk")
        constraints = (
            # Inviting somebody again renews the invitation that is out.
            models.UniqueConstraint(
                fields=["course", "email"],
                condition=models.Q(state=InvitationState.SENT),
                name="course_invitation_is_out_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state=InvitationState.ACCEPTED, accepted_at__isnull=False)
                | (~models.Q(state=InvitationState.ACCEPTED) & models.Q(accepted_at__isnull=True)),
                name="course_invitation_accepted_has_its_moment",
            ),
        )

    def __str__(self) -> str:
        return f"Invitation {self.pk} to a course"
