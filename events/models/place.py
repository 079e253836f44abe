from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ..enums import LIVE_STATES, PlaceMode, PlaceState, VatCode


class Place(models.Model):
    """One seat, in whatever state: waiting, offered, held, confirmed, given back. Nobody need be named yet.

    The waiting places of a booking are offered together or not at all.
    """

    booking = models.ForeignKey("events.Booking", on_delete=models.CASCADE, related_name="places")
    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.PROTECT, related_name="places")
    category = models.ForeignKey("events.TicketCategory", on_delete=models.PROTECT, related_name="places")
    mode = models.CharField(_("takes part"), max_length=10, choices=PlaceMode)
    state = models.CharField(_("state"), max_length=10, choices=PlaceState)
    # Drawn anew when a ticket changes hands: a photographed code opens nothing.
    code = models.CharField(_("ticket code"), max_length=16, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="places"
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    # The organisation the person comes from then.
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # Assistants and interpreters come on the address of the person they are with.
    is_assistant = models.BooleanField(_("comes as assistant"), default=False)
    # As it was when it was booked, less what a voucher took off: prices never come from a form.
    price = models.DecimalField(_("price without VAT"), max_digits=10, decimal_places=2, default=Decimal(0))
    vat_code = models.CharField(_("VAT"), max_length=10, choices=VatCode, default=VatCode.EXEMPT)
    booked_at = models.DateTimeField(_("booked"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    # Of held and offered places: from then on they hold nothing, whoever tidies up later.
    expires_at = models.DateTimeField(_("held until"), null=True, blank=True)
    # Of those who wait: where in the line, moved forward only by staff and with a reason in the log.
    waits_since = models.DateTimeField(_("waits since"), null=True, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), default=0)
    # Staff let others by while this booking does not fit; it stays where it is in the line.
    passed_over_at = models.DateTimeField(_("others may pass since"), null=True, blank=True)
    # Of offered places: from then on the answer is waited for, longer by as long as a crisis pause stood still.
    offered_at = models.DateTimeField(_("offered"), null=True, blank=True)
    # Of confirmed places: asked whether they still come, and said yes.
    asked_at = models.DateTimeField(_("asked again"), null=True, blank=True)
    reconfirmed_at = models.DateTimeField(_("said again that they come"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ("pk",)
        indexes = (
            models.Index(fields=["occurrence", "category", "state"], name="place_counted"),
            models.Index(
                fields=["expires_at"],
                condition=models.Q(state__in=[PlaceState.HELD, PlaceState.OFFERED]),
                name="place_expires",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                "occurrence",
                Lower("email"),
                condition=~models.Q(email="") & models.Q(is_assistant=False, state__in=sorted(LIVE_STATES)),
                name="place_once_for_a_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[PlaceState.HELD, PlaceState.OFFERED])
                | models.Q(expires_at__isnull=False),
                name="place_is_held_until",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=PlaceState.WAITING) | models.Q(waits_since__isnull=False),
                name="place_waits_since",
            ),
            models.CheckConstraint(condition=models.Q(price__gte=0), name="place_price_is_not_negative"),
            models.CheckConstraint(
                condition=~models.Q(state=PlaceState.CONFIRMED) | models.Q(confirmed_at__isnull=False),
                name="place_confirmed_has_its_moment",
            ),
        )

    def __str__(self) -> str:
        return f"Place {self.pk}"
