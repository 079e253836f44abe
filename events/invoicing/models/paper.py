from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.models.immutable import WrittenOnce

from .credit_note import OF_ONE_PAPER, CreditNote
from .invoice import Invoice


class IssuedPaper(WrittenOnce):
    """The PDF of an invoice or a credit note as it was drawn first. Its bytes lie in the private store.

    Without a file name: the law asks for it no longer, and it named a private person, so it is deleted.
    """

    invoice = models.OneToOneField(Invoice, null=True, on_delete=models.PROTECT, related_name="paper")
    credit_note = models.OneToOneField(CreditNote, null=True, on_delete=models.PROTECT, related_name="paper")
    file_name = models.CharField(_("file"), max_length=120, blank=True)
    sha256 = models.CharField(_("checksum"), max_length=64, blank=True)
    drawn_at = models.DateTimeField(_("drawn"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("issued paper")
        verbose_name_plural = _("issued papers")
        constraints = (models.CheckConstraint(condition=OF_ONE_PAPER, name="issued_paper_is_of_one"),)

    def __str__(self) -> str:
        return f"Issued paper {self.pk}"
