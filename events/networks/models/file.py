import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import FileCategory


def private_storage() -> Storage:
    return storages["private"]


def stored_name(version: "FileVersion", filename: str) -> str:
    """Nothing of anybody's own name for the file, and no ending a server might act on."""
    return f"networks/{uuid.uuid4().hex}"


class NetworkFile(models.Model):
    """Something a network keeps for its members, under one title; its versions are the files themselves."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    series = models.ForeignKey("events.Series", on_delete=models.CASCADE, related_name="network_files")
    title = models.CharField(_("title"), max_length=200)
    category = models.CharField(_("kind"), max_length=20, choices=FileCategory, default=FileCategory.OTHER)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("file of a network")
        verbose_name_plural = _("files of networks")
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return f"File {self.pk} of a network"


class FileVersion(models.Model):
    """What was uploaded on a day: in private storage, never changed, gone with the file it is a version of."""

    of = models.ForeignKey(NetworkFile, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    name = models.CharField(_("file name"), max_length=150)
    mime = models.CharField(_("kind of file"), max_length=100)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    file = models.FileField(_("file"), storage=private_storage, upload_to=stored_name)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("uploaded by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("version of a file")
        verbose_name_plural = _("versions of files")
        ordering = ("of", "-number")
        constraints = (models.UniqueConstraint(fields=["of", "number"], name="network_file_version_number"),)

    def __str__(self) -> str:
        return f"Version {self.pk} of a file"
