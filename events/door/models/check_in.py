from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.models.immutable import WrittenOnce

from ..enums import Result, ScanKind, Source


class CheckIn(WrittenOnce):
    """What the door decided about one scan, as it was decided. Added, never changed; undoing is a row of its own.

    `result` is what people were told. A door without a connection decides by itself; `conflict` says what the others
    knew by then that it did not. `device` and `nonce` say "this very scan": one that is sent twice is one row.
    """

    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.PROTECT, related_name="check_ins")
    place = models.ForeignKey(
        "events.Place",
        verbose_name=_("place"),
        null=True,
        on_delete=models.CASCADE,
        related_name="check_ins",
    )
    # What was scanned when it is nobody's place; a hash of it when it does not look like one of our codes.
    code = models.CharField(_("code"), max_length=40, blank=True)
    # Of a session; empty: of the whole occurrence.
    session_key = models.UUIDField(_("session"), null=True, blank=True)
    kind = models.CharField(_("what"), max_length=5, choices=ScanKind, default=ScanKind.ENTRY)
    undoes = models.OneToOneField(
        "self", verbose_name=_("undoes"), null=True, on_delete=models.CASCADE, related_name="undone_by"
    )
    source = models.CharField(_("known from"), max_length=6, choices=Source, default=Source.DOOR)
    device = models.CharField(_("device"), max_length=40)
    nonce = models.UUIDField()
    # What its staff call it: "Main entrance".
    door = models.CharField(_("door"), max_length=40, blank=True)
    scanned_at = models.DateTimeField(_("scanned"))
    received_at = models.DateTimeField(_("received"))
    result = models.CharField(_("result"), max_length=10, choices=Result)
    conflict = models.CharField(_("conflict"), max_length=10, choices=Result, blank=True)
    offline = models.BooleanField(_("without a connection"), default=False)
    forced = models.BooleanField(_("let in all the same"), default=False)
    # Of an attendance report: how long.
    minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["device", "nonce"], name="scan_once_from_a_device"),
            models.CheckConstraint(
                condition=models.Q(kind=ScanKind.UNDO, undoes__isnull=False)
                | (~models.Q(kind=ScanKind.UNDO) & models.Q(undoes__isnull=True)),
                name="scan_undoes_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(result=Result.OK) | models.Q(place__isnull=False) | ~models.Q(conflict=""),
                name="scan_let_in_has_a_place",
            ),
        )
        indexes = (
            models.Index(fields=["place", "session_key"], name="scan_of_place"),
            models.Index(fields=["occurrence", "-received_at"], name="scan_newest"),
            models.Index(fields=["occurrence"], condition=~models.Q(conflict=""), name="scan_in_conflict"),
        )

    def __str__(self) -> str:
        return f"Check-in {self.pk}"


class TicketCode(models.Model):
    """Codes a place has and had, so that the door can tell one that was drawn anew from one that never was."""

    code = models.CharField(_("ticket code"), max_length=16, primary_key=True)
    place = models.ForeignKey("events.Place", on_delete=models.CASCADE, related_name="codes")
    seen_at = models.DateTimeField(_("since"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("ticket code")
        verbose_name_plural = _("ticket codes")

    def __str__(self) -> str:
        return f"Code of place {self.place_id}"
