import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.models.immutable import WrittenOnce

from ..enums import Waived, WaiverReason


def private_storage() -> Storage:
    return storages["private"]


def stored_name(waiver: "Waiver", filename: str) -> str:
    """The name in the store says nothing; the file's own name is kept beside it."""
    return f"waivers/{uuid.uuid4()}"


class Waiver(WrittenOnce):
    """What is not asked of one learner, or opened for them: why, on what evidence, by whom. Taken back by an event.

    Written once. `keys` are the items that count as done by it, and no other waiver's; `opens` the lessons and modules
    it opens. For who has not begun (`Waived.ENTRY`) there is no enrolment. Evidence is a file, a certificate, or where
    it is found; there is always one of them until the person is erased or it is no longer kept.
    """

    course = models.ForeignKey(
        "learning.Course", verbose_name=_("course"), on_delete=models.PROTECT, related_name="waivers"
    )
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("learner"), on_delete=models.CASCADE, related_name="waivers"
    )
    enrolment = models.ForeignKey(
        "learning.Enrolment", null=True, blank=True, on_delete=models.CASCADE, related_name="waivers"
    )
    what = models.CharField(_("what is waived"), max_length=12, choices=Waived)
    target = models.CharField(_("lesson, module or thing"), max_length=80, blank=True)
    keys = models.JSONField(_("counts as done"), default=list)
    opens = models.JSONField(_("opened"), default=list)
    reason = models.CharField(_("reason"), max_length=20, choices=WaiverReason)
    explanation = models.CharField(_("explanation"), max_length=1000, blank=True)
    file = models.FileField(_("evidence"), storage=private_storage, upload_to=stored_name, blank=True)
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    certificate = models.ForeignKey(
        "learning.Certificate",
        verbose_name=_("certificate"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reference = models.CharField(_("where the evidence is found"), max_length=500, blank=True)
    given_at = models.DateTimeField(_("when"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("given by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    # Wagtail would follow its foreign keys, to say where people are used.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        ordering = ("-given_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(what=Waived.ENTRY, enrolment__isnull=True)
                | (~models.Q(what=Waived.ENTRY) & models.Q(enrolment__isnull=False)),
                name="waiver_of_an_enrolment_or_of_the_entry",
            ),
        )

    def __str__(self) -> str:
        return f"Waiver {self.pk}"

    @property
    def is_revoked(self) -> bool:
        return hasattr(self, "revocation")


class WaiverRevocation(WrittenOnce):
    """A waiver was taken back: from then on it is asked for again."""

    waiver = models.OneToOneField(Waiver, on_delete=models.CASCADE, related_name="revocation")
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("waiver taken back")
        verbose_name_plural = _("waivers taken back")
        ordering = ("waiver",)

    def __str__(self) -> str:
        return f"Revocation of waiver {self.waiver_id}"
