import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import MaterialAccess


def private_storage() -> Storage:
    return storages["private"]


def stored_name(material: "Material", filename: str) -> str:
    """Nothing of anybody's own name for the file, and no ending a server might act on."""
    return f"materials/{uuid.uuid4().hex}"


class Material(models.Model):
    """Slides, notes, a recording: of a session, or of the whole occurrence. A file in private storage, or a link."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="materials")
    session = models.ForeignKey(
        "programme.Session",
        verbose_name=_("session"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="materials",
    )
    # Who handed it in by their link; empty: the staff.
    speaker = models.ForeignKey(
        "programme.Speaker", null=True, blank=True, on_delete=models.SET_NULL, related_name="materials"
    )
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    name = models.CharField(_("file name"), max_length=150, blank=True)
    mime = models.CharField(_("kind of file"), max_length=100, blank=True)
    size = models.PositiveIntegerField(_("size"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    file = models.FileField(_("file"), storage=private_storage, upload_to=stored_name, blank=True)
    access = models.CharField(_("for whom"), max_length=10, choices=MaterialAccess, default=MaterialAccess.ATTENDEES)
    # Empty: when the occurrence is over.
    open_from = models.DateTimeField(_("open from"), null=True, blank=True)
    # What a speaker hands in is shown when the staff has looked at it.
    shown_since = models.DateTimeField(_("shown since"), null=True, blank=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    added_at = models.DateTimeField(_("added"), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ("title", "pk")
        constraints = (
            models.CheckConstraint(condition=models.Q(url="") ^ models.Q(file=""), name="material_is_a_file_or_a_link"),
        )

    def __str__(self) -> str:
        return f"Material {self.pk}"
