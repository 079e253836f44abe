from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..enums import LeadField


class LeadConsent(models.Model):
    """That a visitor lets exhibitors who scan their badge have one thing. A yes taken back stays, with its day."""

    place = models.ForeignKey("events.Place", on_delete=models.CASCADE, related_name="lead_consents")
    field = models.CharField(_("what"), max_length=12, choices=LeadField)
    # The wording they said yes to.
    words = models.CharField(max_length=20, editable=False)
    given_at = models.DateTimeField(_("said yes"))
    withdrawn_at = models.DateTimeField(_("took it back"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("consent to share with exhibitors")
        verbose_name_plural = _("consents to share with exhibitors")
        ordering = ("given_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["place", "field"], condition=models.Q(withdrawn_at__isnull=True), name="lead_consent_once"
            ),
        )

    def __str__(self) -> str:
        return f"Consent {self.pk} to share with exhibitors"


class Lead(models.Model):
    """A visitor whose badge an exhibitor has scanned, with what the visitor let them have at that moment, and no more.

    Copied, so that a ticket that changes hands does not bring the next person along. What is taken back is emptied;
    a lead that was downloaded before stays without anything, so that its exhibitor knows which to strike out.
    """

    exhibitor = models.ForeignKey("exhibitors.Exhibitor", on_delete=models.CASCADE, related_name="leads")
    place = models.ForeignKey("events.Place", null=True, on_delete=models.SET_NULL, related_name="leads")
    # Among the leads of its exhibitor, and in their file.
    number = models.PositiveIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    scanned_at = models.DateTimeField(_("scanned"))
    downloaded_at = models.DateTimeField(_("downloaded"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("exhibitor", "lead")
        verbose_name_plural = _("leads")
        ordering = ("exhibitor", "number")
        constraints = (
            models.UniqueConstraint(fields=["exhibitor", "number"], name="lead_number_of_an_exhibitor"),
            models.UniqueConstraint(
                fields=["exhibitor", "place"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="lead_once_for_an_exhibitor",
            ),
        )

    def __str__(self) -> str:
        return f"Lead {self.pk}"
