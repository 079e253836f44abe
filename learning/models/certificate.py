from datetime import datetime
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import CertificateEventKind, DocumentState
from .immutable import Unchangeable, WrittenOnce

# The document is made after the facts are issued; nothing else of a certificate may ever change.
DOCUMENT_FIELDS = frozenset(
    {"document_state", "document_name", "document_attempts", "document_error", "document_due_at"}
)


class CertificateSeries(models.Model):
    """The last certificate number used in a year. Locked while the next one is taken."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("certificate series")

    def __str__(self) -> str:
        return str(self.year)


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Lets the document's fields be updated, and a holder be let go of; nothing else."""

    def update(self, **values: Any) -> int:
        if not DOCUMENT_FIELDS.issuperset(values):
            raise Unchangeable("An issued certificate is never changed: revoke it and issue a new one")
        return super().update(**values)

    def let_go_of_holder(self) -> int:
        """The holder is erased: what the certificate says stays, and belongs to no account (learning/privacy.py)."""
        return super().update(holder=None)

    def delete(self) -> NoReturn:
        raise Unchangeable("An issued certificate is never deleted: revoke it")


class Certificate(models.Model):
    """What somebody has earned, as it was worded then. Revoked, expired or superseded by events; never edited.

    `basis_kind` and `basis_key` say what it was earned by (a completed enrolment, later an attendance or a
    mentorship): one certificate for one basis. All fields but the document's are frozen when it is issued.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    code = models.CharField(_("code"), max_length=20, unique=True)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="certificates"
    )
    holder_name = models.CharField(_("holder"), max_length=200)
    title = models.CharField(_("title"), max_length=255)
    outcome = models.CharField(_("outcome"), max_length=300, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=2, null=True, blank=True)
    wording = models.TextField(_("wording"))
    issuer = models.CharField(_("issuer"), max_length=200)
    language = models.CharField(_("language"), max_length=2)
    basis_kind = models.CharField(_("basis"), max_length=30)
    basis_key = models.CharField(max_length=60)
    basis_text = models.CharField(_("basis in words"), max_length=255)
    basis_hash = models.CharField(max_length=64, blank=True)
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField(_("issued"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    document_state = models.CharField(
        _("document"), max_length=10, choices=DocumentState, default=DocumentState.WAITING
    )
    document_name = models.CharField(max_length=120, blank=True)
    document_attempts = models.PositiveSmallIntegerField(default=0)
    document_error = models.TextField(_("why it could not be made"), blank=True)
    document_due_at = models.DateTimeField()

    # Wagtail would follow its foreign keys at every award, to say where people and organisations are used.
    wagtail_reference_index_ignore = True

    # Only on rows of queries.certificates_with_standing().
    last_event: str | None
    last_event_at: datetime | None

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ("-issued_at", "-pk")
        constraints = (models.UniqueConstraint(fields=["basis_kind", "basis_key"], name="certificate_of_one_basis"),)
        indexes = (
            models.Index(
                fields=["document_due_at"],
                condition=models.Q(document_state=DocumentState.WAITING),
                name="certificate_document_waiting",
            ),
        )

    def __str__(self) -> str:
        return self.number

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding and not DOCUMENT_FIELDS.issuperset(kwargs.get("update_fields") or {"all"}):
            raise Unchangeable(f"Certificate {self.number} is never changed: revoke it and issue a new one")
        super().save(**kwargs)

    def delete(self, **kwargs: Any) -> NoReturn:  # type: ignore[override]
        raise Unchangeable(f"Certificate {self.number} is never deleted: revoke it")


class CertificateEvent(WrittenOnce):
    """What happened to a certificate after it was issued."""

    certificate = models.ForeignKey(
        Certificate, on_delete=models.CASCADE, related_name="events", verbose_name=_("certificate")
    )
    kind = models.CharField(_("what"), max_length=12, choices=CertificateEventKind)
    reason = models.TextField(_("reason"))
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("certificate event")
        ordering = ("certificate", "at", "pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.certificate_id}"
