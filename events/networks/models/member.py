from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import MemberRole


class NetworkMember(models.Model):
    """Somebody in a network, from a day and, when it is over, to a day. Whoever comes back gets a new row."""

    series = models.ForeignKey("events.Series", on_delete=models.CASCADE, related_name="network_members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="networks"
    )
    # For whom, as it was when they came in.
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="network_members",
    )
    role = models.CharField(_("role"), max_length=10, choices=MemberRole, default=MemberRole.MEMBER)
    joined_on = models.DateField(_("member since"))
    left_on = models.DateField(_("member until"), null=True, blank=True)
    # Why others ended it; empty where they left by themselves.
    removed_because = models.CharField(_("why it was ended"), max_length=300, blank=True)
    # When they said that other members may see who they are, and to which wording. Until then only leaders do.
    agreed_at = models.DateTimeField(_("said yes to the list"), null=True, blank=True, editable=False)
    agreed_words = models.CharField(max_length=20, blank=True, editable=False)
    shares_email = models.BooleanField(_("other members see the e-mail address"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("member of a network")
        verbose_name_plural = _("members of networks")
        ordering = ("series", "joined_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["series", "user"], condition=models.Q(left_on__isnull=True), name="network_member_once"
            ),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True) | models.Q(left_on__gte=models.F("joined_on")),
                name="network_member_leaves_after_joining",
            ),
            models.CheckConstraint(
                condition=models.Q(removed_because="") | models.Q(left_on__isnull=False),
                name="network_member_removed_has_left",
            ),
            models.CheckConstraint(
                condition=models.Q(agreed_at__isnull=True, agreed_words="", shares_email=False)
                | (models.Q(agreed_at__isnull=False) & ~models.Q(agreed_words="")),
                name="network_member_agrees_to_some_words",
            ),
        )

    def __str__(self) -> str:
        return f"Member {self.pk} of a network"
