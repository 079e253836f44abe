from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import RequestState


class NetworkRequest(models.Model):
    """Somebody asks to come into a network. They have read what other members will see."""

    series = models.ForeignKey("events.Series", on_delete=models.CASCADE, related_name="network_requests")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="network_requests"
    )
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.TextField(_("why"), max_length=500)
    shares_email = models.BooleanField(_("other members see the e-mail address"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=RequestState, default=RequestState.WAITING)
    asked_at = models.DateTimeField(_("asked"))
    answer = models.TextField(_("answer"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("request to join a network")
        verbose_name_plural = _("requests to join networks")
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["series", "user"],
                condition=models.Q(state=RequestState.WAITING),
                name="network_request_waits_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state=RequestState.WAITING, answered_at__isnull=True)
                | (~models.Q(state=RequestState.WAITING) & models.Q(answered_at__isnull=False)),
                name="network_request_is_answered_once",
            ),
        )

    def __str__(self) -> str:
        return f"Request {self.pk} to join a network"
