"""Who sells: what an administrator has written under Settings, and what is missing of it."""

from dataclasses import asdict, dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.people.enums import Country
from cms.people.numbers import WrongNumber, check_organisation_number, shown_number

from .models import InvoiceSettings

HOME_CURRENCY = {Country.NORWAY: "NOK", Country.SWEDEN: "SEK"}


class SellerIncomplete(Exception):
    """The law asks for more than is written about the seller; `missing` are words for it."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(len(missing))
        self.missing = missing


@dataclass(frozen=True)
class Seller:
    """As it is frozen on an invoice."""

    name: str
    country: str
    number: str
    vat_registered: bool
    in_business_register: bool
    address: str
    email: str
    account: str
    iban: str
    bic: str
    # Said of no seller whose invoices were issued before it could be said.
    takes_kid: bool = False

    @property
    def shown_number(self) -> str:
        """With MVA behind it for who is registered, as the law asks (and VAT-nr in Sweden)."""
        shown = shown_number(self.number, country=self.country)
        if not self.vat_registered:
            return shown
        return f"{shown} MVA" if self.country == Country.NORWAY else f"{shown} (SE{self.number}01)"

    @property
    def currency(self) -> str:
        return HOME_CURRENCY[Country(self.country)]

    def frozen(self) -> dict[str, Any]:
        return asdict(self)


def invoice_settings() -> InvoiceSettings:
    """One query."""
    found = InvoiceSettings.objects.filter(site__is_default_site=True).first()
    return found or InvoiceSettings()


def seller_of(settings: InvoiceSettings) -> Seller:
    """Raises SellerIncomplete."""
    if missing := missing_of(settings):
        raise SellerIncomplete(missing)
    return Seller(
        name=settings.name.strip(),
        country=settings.country,
        number=check_organisation_number(settings.number, country=settings.country),
        vat_registered=settings.vat_registered,
        in_business_register=settings.in_business_register,
        address=settings.address.strip(),
        email=settings.email,
        account=settings.account.strip(),
        iban=settings.iban.strip(),
        bic=settings.bic.strip(),
        takes_kid=settings.takes_kid,
    )


def missing_of(settings: InvoiceSettings) -> list[str]:
    """What must be filled in before anything is invoiced, in words."""
    missing = []
    if not settings.name.strip():
        missing.append(_("the name of the seller"))
    try:
        check_organisation_number(settings.number, country=settings.country)
    except WrongNumber:
        missing.append(_("a valid organisation number"))
    if not settings.address.strip():
        missing.append(_("the postal address"))
    if not (settings.account.strip() or settings.iban.strip()):
        missing.append(_("a bank account"))
    return missing


def settings_url() -> str:
    """Where it is filled in."""
    site = Site.objects.filter(is_default_site=True).first()
    arguments: list[Any] = ["invoicing", "invoicesettings", *([site.pk] if site else [])]
    return reverse("wagtailsettings:edit", args=arguments)
