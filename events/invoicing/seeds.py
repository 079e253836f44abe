"""Who sells in the demo, so that it can send invoices from the first minute. Safe to run again."""

from typing import Any

from wagtail.models import Site

from cms.demo.site_texts import CENTRE

from .models import InvoiceSettings

# An account that no bank has: the last digit is wrong on purpose.
SELLER: dict[str, Any] = {
    "name": CENTRE["owner"],
    "number": CENTRE["organisation_number"],
    "vat_registered": True,
    "address": CENTRE["address"],
    "email": "faktura@example.org",
    "account": "0000 00 00001",
    "account_exempt": "3100",
    "account_standard": "3000",
}


def seed() -> None:
    site = Site.objects.filter(is_default_site=True).first()
    if site is not None:
        InvoiceSettings.objects.get_or_create(site=site, defaults=SELLER)
