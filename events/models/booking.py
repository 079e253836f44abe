import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.enums import Language

from ..enums import BookingState, NoteKind


class Booking(models.Model):
    """Who ordered places at one occurrence, and for whom it is paid. The people themselves are its places."""

    reference = models.CharField(_("reference"), max_length=12, unique=True, editable=False)
    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.PROTECT, related_name="bookings")
    # Somebody with an account, or only a name and an address.
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="bookings"
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.BOKMAL)
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="bookings",
    )
    # What somebody without a membership wrote.
    organisation_name = models.CharField(_("organisation"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=BookingState, default=BookingState.OPEN)
    # Drawn when the form is shown: a double click is one booking.
    idempotency_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Hash of the secret in the links of this booking (own page, naming people).
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    terms_version = models.CharField(max_length=20, blank=True, editable=False)
    booked_at = models.DateTimeField(_("booked"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    ended_at = models.DateTimeField(_("cancelled"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ("-booked_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state=BookingState.CONFIRMED) | models.Q(confirmed_at__isnull=False),
                name="booking_confirmed_has_its_moment",
            ),
        )

    def __str__(self) -> str:
        return f"Booking {self.reference}"


class BookingNote(models.Model):
    """Why staff treated a booking differently from what the order of the line says. Added only."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(_("kind"), max_length=20, choices=NoteKind)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("when"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("note on a booking")
        verbose_name_plural = _("notes on bookings")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"Note {self.pk} on a booking"
