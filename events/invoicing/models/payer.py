from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.enums import Country


class Payer(models.Model):
    """Who a booking is invoiced to. Written with the booking; may be mended until there is an invoice, which keeps its
    own copy.
    """

    booking = models.OneToOneField("events.Booking", on_delete=models.CASCADE, related_name="payer")
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, choices=Country, default=Country.NORWAY)
    number = models.CharField(_("organisation number"), max_length=12, blank=True)
    # Where an electronic invoice (EHF) goes: scheme and number.
    peppol_id = models.CharField(_("Peppol id"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail for the invoice"), max_length=254, blank=True)
    address = models.TextField(_("postal address"), max_length=400, blank=True)
    reference = models.CharField(_("buyer reference"), max_length=60, blank=True)
    # A municipality, say: without a number and a reference it cannot be invoiced.
    is_public = models.BooleanField(_("public body"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("payer of a booking")
        verbose_name_plural = _("payers of bookings")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(is_public=False) | (~models.Q(number="") & ~models.Q(reference="")),
                name="public_payer_can_be_invoiced",
            ),
        )

    def __str__(self) -> str:
        return f"Payer of booking {self.booking_id}"
