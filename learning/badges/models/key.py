from django.db import models
from django.utils.translation import gettext_lazy as _


class SigningKey(models.Model):
    """A key the centre signs badges with: the public half in the open, the private half sealed (`sealing.py`).

    The newest key that is not retired signs. A retired one signs nothing more and goes on proving what it signed; a
    withdrawn one proves nothing, and its private half is gone.
    """

    number = models.PositiveIntegerField(_("number"), unique=True)
    public_key = models.CharField(_("public key"), max_length=64, unique=True)
    sealed_private_key = models.TextField(blank=True)
    created_at = models.DateTimeField(_("made"))
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        ordering = ("-number",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True)
                | models.Q(retired_at__isnull=False, sealed_private_key=""),
                name="withdrawn_key_signs_nothing",
            ),
            # Whatever the row: at most one that is not retired.
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(retired_at__isnull=True), name="one_key_signs_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the key is called in the DID document, behind the number sign."""
        return f"key-{self.number}"
