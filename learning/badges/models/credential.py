import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ...models import Certificate
from ...models.immutable import WrittenOnce
from ..enums import CredentialState


class Credential(models.Model):
    """The badge of a certificate: its address, its place in the status list, and whether it is signed yet.

    `key` stands in the public address, `subject` stands for the holder: one of its own for every badge, so that two
    badges of one person cannot be told to be.
    """

    certificate = models.OneToOneField(
        Certificate, on_delete=models.PROTECT, related_name="credential", verbose_name=_("certificate")
    )
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    subject = models.UUIDField(default=uuid.uuid4)
    achievement = models.ForeignKey("badges.Achievement", on_delete=models.PROTECT, related_name="credentials")
    status_list = models.ForeignKey("badges.StatusList", on_delete=models.PROTECT, related_name="credentials")
    status_index = models.PositiveIntegerField()
    state = models.CharField(_("badge"), max_length=10, choices=CredentialState, default=CredentialState.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        constraints = (
            models.UniqueConstraint(fields=["status_list", "status_index"], name="credential_has_its_own_bit"),
        )
        indexes = (
            models.Index(
                fields=["due_at"], condition=models.Q(state=CredentialState.WAITING), name="credential_waiting"
            ),
        )

    def __str__(self) -> str:
        return f"Credential {self.key}"


class SignedCredential(WrittenOnce):
    """A badge as it was signed, letter by letter, in both forms foreign programs read. The newest one counts.

    There is a second one when the key of the first was withdrawn, or when its holder was erased: the new one says
    nothing of them, and the old one is emptied.
    """

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="signed")
    key = models.ForeignKey("badges.SigningKey", on_delete=models.PROTECT, related_name="signed")
    document = models.TextField(_("document"))
    token = models.TextField(_("token"))
    signed_at = models.DateTimeField(_("signed"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("signed badge")
        verbose_name_plural = _("signed badges")
        ordering = ("credential", "-pk")

    def __str__(self) -> str:
        return f"Signed credential {self.pk}"
