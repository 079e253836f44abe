import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from .enums import WORKING, Column, ImportKind, ImportState, Reason, Refusal


def private_storage() -> Storage:
    return storages["private"]


def stored_name(record: "Import", filename: str) -> str:
    return f"imports/{uuid.uuid4()}.csv"


class Import(models.Model):
    """One uploaded file: what it holds, how far its check and its import have come, what became of its lines."""

    kind = models.CharField(_("kind"), max_length=20, choices=ImportKind)
    # Set when a contact person imports people to their own organisation, and to no other.
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="imports"
    )
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    refusal = models.CharField(_("why it stopped"), max_length=20, choices=Refusal, blank=True)
    file = models.FileField(_("file"), storage=private_storage, upload_to=stored_name, blank=True)
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    encoding = models.CharField(max_length=20)
    delimiter = models.CharField(max_length=1)
    send_invitations = models.BooleanField(_("send invitations"), default=False)
    total = models.PositiveIntegerField(_("lines"))
    # Of the check while it is being checked, of the import afterwards.
    done = models.PositiveIntegerField(_("lines done"), default=0)
    last_row = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(_("new"), default=0)
    unchanged = models.PositiveIntegerField(_("there already"), default=0)
    invited = models.PositiveIntegerField(_("invited"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    # Starts since the last batch that was finished: an import that kills its worker is given up.
    attempts = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"))
    moved_at = models.DateTimeField(_("last moved"))
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    # Wagtail would follow its foreign keys at every batch, to say where people are used.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-uploaded_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state=ImportState.FINISHED, finished_at__isnull=False)
                | (~models.Q(state=ImportState.FINISHED) & models.Q(finished_at__isnull=True)),
                name="import_finished_has_its_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=ImportKind.PEOPLE) | models.Q(organisation__isnull=True),
                name="import_of_organisations_is_the_centres",
            ),
        )
        indexes = (models.Index(fields=["moved_at"], condition=models.Q(state__in=WORKING), name="import_working"),)

    def __str__(self) -> str:
        return f"Import {self.pk}"

    @property
    def is_working(self) -> bool:
        return self.state in WORKING


class ImportProblem(models.Model):
    """Why a line is refused: where in the file, and in which words. Row 1 is the headings, as in a spreadsheet."""

    record = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField(_("row"))
    column = models.CharField(_("column"), max_length=20, choices=Column, blank=True)
    reason = models.CharField(_("reason"), max_length=30, choices=Reason)
    value = models.CharField(_("what stands there"), max_length=80, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("line of an import")
        verbose_name_plural = _("lines of an import")
        ordering = ("row", "pk")
        constraints = (models.UniqueConstraint(fields=["record", "row", "column"], name="import_problem_once_a_cell"),)

    def __str__(self) -> str:
        return f"Problem {self.pk}"
