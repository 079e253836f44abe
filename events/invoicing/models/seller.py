from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from cms.people.enums import Country


@register_setting(icon="doc-full")
class InvoiceSettings(BaseSiteSetting):
    """What stands on invoices about the one who sells, and how they are paid, reminded of and accounted for."""

    name = models.CharField(_("name of the seller"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=Country, default=Country.NORWAY)
    number = models.CharField(_("organisation number"), max_length=20, blank=True)
    vat_registered = models.BooleanField(
        _("registered for VAT"), default=False, help_text=_("Then “MVA” stands after the organisation number.")
    )
    in_business_register = models.BooleanField(
        _("a limited company or another that must write “Foretaksregisteret”"), default=False
    )
    address = models.TextField(_("postal address"), max_length=400, blank=True)
    email = models.EmailField(_("e-mail for questions about invoices"), blank=True)
    account = models.CharField(_("bank account"), max_length=40, blank=True)
    iban = models.CharField("IBAN", max_length=40, blank=True)
    bic = models.CharField("BIC", max_length=12, blank=True)
    takes_kid = models.BooleanField(
        _("payments carry a KID"),
        default=False,
        help_text=_(
            "Agree it with your bank first: 11 digits, MOD10. Banks refuse a KID to an account that has no agreement. "
            "For sellers in Norway, and invoices in Norwegian kroner."
        ),
    )
    days_to_pay = models.PositiveSmallIntegerField(
        _("days to pay"), default=30, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    first_reminder = models.PositiveSmallIntegerField(
        _("first reminder, days after it was due"), null=True, blank=True, default=7, validators=[MinValueValidator(1)]
    )
    second_reminder = models.PositiveSmallIntegerField(
        _("second reminder, days after it was due"),
        null=True,
        blank=True,
        default=21,
        validators=[MinValueValidator(1)],
    )
    third_reminder = models.PositiveSmallIntegerField(
        _("third reminder, days after it was due"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    account_exempt = models.CharField(_("account for what is exempt"), max_length=20, blank=True)
    account_zero = models.CharField(_("account for 0 %"), max_length=20, blank=True)
    account_low = models.CharField(_("account for 12 %"), max_length=20, blank=True)
    account_middle = models.CharField(_("account for 15 %"), max_length=20, blank=True)
    account_standard = models.CharField(_("account for 25 %"), max_length=20, blank=True)

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("name", "country", "number", "vat_registered", "in_business_register")]
            + [FieldPanel("address"), FieldPanel("email")],
            heading=_("The seller"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("account", "iban", "bic", "takes_kid", "days_to_pay")],
            heading=_("How it is paid"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("first_reminder", "second_reminder", "third_reminder")],
            heading=pgettext_lazy("of an invoice", "Reminders"),
            help_text=_("Left empty, there is no such reminder."),
        ),
        MultiFieldPanel(
            [FieldPanel(f"account_{code}") for code in ("exempt", "zero", "low", "middle", "standard")],
            heading=_("For the accountant"),
        ),
    ]

    class Meta:
        verbose_name = _("invoices")

    def account_of(self, vat_code: str) -> str:
        return str(getattr(self, f"account_{vat_code}"))


class SeriesAccount(models.Model):
    """Where the accounts count what a series of events brings in."""

    series = models.OneToOneField("events.Series", on_delete=models.CASCADE, related_name="accounting")
    # Instead of the account of the VAT code.
    account = models.CharField(_("account"), max_length=20, blank=True)
    dimension = models.CharField(_("dimension, project or department"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("accounting of a series")
        verbose_name_plural = _("accounting of series")

    def __str__(self) -> str:
        return f"Accounting of series {self.series_id}"
