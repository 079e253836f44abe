from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import JoinRequestState, MembershipRole


class JoinRequest(models.Model):
    """Somebody asks to act for an organisation. A contact person of it, or the centre, answers."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="join_requests", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="join_requests", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=MembershipRole, default=MembershipRole.MEMBER)
    message = models.TextField(_("message"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=JoinRequestState, default=JoinRequestState.WAITING)
    asked_at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("answered by"),
    )

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=models.Q(state=JoinRequestState.WAITING),
                name="join_request_waits_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state=JoinRequestState.WAITING, answered_at__isnull=True)
                | (~models.Q(state=JoinRequestState.WAITING) & models.Q(answered_at__isnull=False)),
                name="join_request_is_answered_once",
            ),
        )

    def __str__(self) -> str:
        return f"Request to join {self.pk}"
