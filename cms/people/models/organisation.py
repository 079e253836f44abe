import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ..enums import Country, Language, OrganisationKind, OrganisationState, Sector, SizeClass


class Organisation(models.Model):
    """A municipality, authority, company or volunteer group that people act for."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=Country, default=Country.NORWAY)
    number = models.CharField(_("organisation number"), max_length=12, blank=True)
    size_class = models.CharField(_("size"), max_length=10, choices=SizeClass, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.BOKMAL)
    municipality = models.ForeignKey(
        "places.Municipality",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
        verbose_name=_("municipality"),
    )
    # Its own, for those who work in a whole county; else the municipality's.
    county = models.ForeignKey(
        "places.County",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
        verbose_name=_("county"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=OrganisationState, default=OrganisationState.ACTIVE, editable=False
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged"
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=["country", "number"],
                condition=~models.Q(number="")
                & models.Q(state__in=[OrganisationState.PENDING, OrganisationState.ACTIVE]),
                name="organisation_number_is_unique_in_its_country",
            ),
            models.CheckConstraint(
                condition=models.Q(state=OrganisationState.MERGED, merged_into__isnull=False)
                | (~models.Q(state=OrganisationState.MERGED) & models.Q(merged_into__isnull=True)),
                name="organisation_merged_into_another",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        return self.state == OrganisationState.ACTIVE


class Unit(models.Model):
    """A part of an organisation that people belong to: a department, a branch, a local group."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="units", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ("organisation", "name")
        constraints = (
            models.UniqueConstraint("organisation", Lower("name"), name="unit_name_once_in_its_organisation"),
        )

    def __str__(self) -> str:
        return self.name


class InvoiceAddress(models.Model):
    """Where an organisation's invoices go and what must stand on them."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="invoice_address", verbose_name=_("organisation")
    )
    email = models.EmailField(_("e-mail for invoices"), max_length=254, blank=True)
    address = models.TextField(_("postal address"), max_length=400, blank=True)
    # Scheme and number: 0192:974760673 (Norway), 0007:2120001934 (Sweden).
    peppol_id = models.CharField(_("Peppol id"), max_length=60, blank=True)
    buyer_reference = models.CharField(_("buyer reference"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("invoice address")
        verbose_name_plural = _("invoice addresses")

    def __str__(self) -> str:
        return f"Invoice address {self.pk}"


class OrganisationMerge(models.Model):
    """That two records were one organisation: which was kept, what moved. Kept as long as the record is."""

    kept = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="merges", verbose_name=_("kept"))
    merged = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("merged"))
    # How many rows of each model moved: {"people.membership": 4}.
    moved = models.JSONField(_("moved"), default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("merge of organisations")
        verbose_name_plural = _("merges of organisations")
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["merged"], name="merge_happens_once"),
            models.CheckConstraint(condition=~models.Q(kept=models.F("merged")), name="merge_joins_two"),
        )

    def __str__(self) -> str:
        return f"Merge {self.pk}"
