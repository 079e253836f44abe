import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.people.enums import Language
from cms.texts import TextsField, said
from events.enums import VatCode

from ..enums import LIVE_STATES, ExhibitorState


class Exhibitor(models.Model):
    """Somebody who has a stand at one occurrence, or asks for one: stand, needs, staff, tasks and leads hang here."""

    # The idempotency key of the form, and of the booking that comes of it.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("reference"), max_length=12, unique=True, editable=False)
    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.PROTECT, related_name="exhibitors")
    package = models.ForeignKey(
        "exhibitors.ExhibitorPackage", verbose_name=_("package"), on_delete=models.PROTECT, related_name="exhibitors"
    )
    state = models.CharField(_("state"), max_length=10, choices=ExhibitorState)
    # As the package was when they applied.
    price = models.DecimalField(_("price without VAT"), max_digits=10, decimal_places=2, default=Decimal(0))
    vat_code = models.CharField(_("VAT"), max_length=10, choices=VatCode)

    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation_name = models.CharField(_("organisation"), max_length=200)
    organisation_number = models.CharField(_("organisation number"), max_length=12, blank=True)
    buyer_reference = models.CharField(_("buyer reference"), max_length=60, blank=True)
    # Who is written to, with or without an account.
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="exhibits"
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.BOKMAL)

    stand = models.CharField(_("stand number"), max_length=20, blank=True)
    power_watts = models.PositiveIntegerField(_("power in watts"), default=0)
    tables = models.PositiveSmallIntegerField(_("tables"), default=0)
    needs = models.TextField(_("other needs of the stand"), max_length=2000, blank=True)

    # For the public page, once they have said yes to stand there.
    descriptions = TextsField(_("about the exhibitor"), lines=5, max_length=1500)
    url = models.URLField(_("web address"), max_length=500, blank=True)
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    shown_since = models.DateTimeField(_("shown since"), null=True, blank=True, editable=False)

    # The places of its staff; the first carries the price.
    booking = models.OneToOneField(
        "events.Booking", null=True, blank=True, on_delete=models.PROTECT, related_name="exhibitor"
    )
    # Part of what is signed in their links: a new one makes links sent before lead nowhere.
    link_key = models.UUIDField(default=uuid.uuid4, editable=False)
    applied_at = models.DateTimeField(_("applied"))
    waits_since = models.DateTimeField(_("waits since"), null=True, blank=True)
    offered_at = models.DateTimeField(_("offered"), null=True, blank=True)
    offered_until = models.DateTimeField(_("offered until"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_because = models.CharField(_("why it ended"), max_length=300, blank=True)
    reminded_at = models.DateTimeField(_("last reminded"), null=True, blank=True, editable=False)
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("exhibitor")
        verbose_name_plural = _("exhibitors")
        ordering = ("applied_at", "pk")
        indexes = (models.Index(fields=["package", "state"], name="exhibitor_counted"),)
        constraints = (
            models.UniqueConstraint(
                "occurrence",
                Upper("stand"),
                condition=~models.Q(stand="") & models.Q(state__in=sorted(LIVE_STATES)),
                name="stand_of_one_exhibitor",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ExhibitorState.CONFIRMED)
                | models.Q(booking__isnull=False, confirmed_at__isnull=False),
                name="exhibitor_confirmed_has_its_booking",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ExhibitorState.WAITING) | models.Q(waits_since__isnull=False),
                name="exhibitor_waits_since",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ExhibitorState.OFFERED)
                | models.Q(offered_at__isnull=False, offered_until__isnull=False),
                name="exhibitor_is_offered_until",
            ),
            models.CheckConstraint(condition=models.Q(price__gte=0), name="exhibitor_price_is_not_negative"),
        )

    def __str__(self) -> str:
        return f"Exhibitor {self.reference}"

    @property
    def description(self) -> str:
        return said(self.descriptions, get_language() or "nb", "nb")
