from django.db import models
from django.utils.translation import gettext_lazy as _

# The least the standard allows: large enough that nobody can tell whose place is asked about.
SIZE = 131_072


class StatusList(models.Model):
    """Which badges are revoked, a bit each, as a signed document that anybody may fetch (W3C Bitstring Status List).

    The document is a publication, made anew from the certificates' events; the rows of `Credential` hold the places.
    """

    number = models.PositiveIntegerField(_("number"), unique=True)
    document = models.TextField(blank=True)
    token = models.TextField(blank=True)
    # The bits that are set in the document, as sorted numbers with commas between.
    revoked = models.TextField(blank=True)
    key = models.ForeignKey("badges.SigningKey", null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(_("signed"), null=True)

    class Meta:
        verbose_name = _("status list")
        verbose_name_plural = _("status lists")
        ordering = ("number",)

    def __str__(self) -> str:
        return f"Status list {self.number}"
