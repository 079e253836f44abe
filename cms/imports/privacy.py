"""What imports hold of a person: who uploaded them, and files and refused lines with people's addresses in them."""

from datetime import datetime

from django.core.files.base import File

from cms.privacy.answers import Answer, Rows, Subject, forget_file, names_nobody, register, stays
from cms.privacy.mentions import mentioning, names

from .enums import ImportState, Refusal
from .models import Import, ImportProblem

ENDED = (ImportState.FINISHED, ImportState.FAILED)


def files_naming(subject: Subject) -> Rows:
    """Imports whose file, or whose file's name, names the person. Reads every file still kept: a month of them."""
    kept = Import.objects.exclude(file="")
    found = [record.pk for record in kept.iterator() if _stands_in(record.file, subject)]
    return Import.objects.filter(pk__in=found) | mentioning(Import.objects.all(), subject, "file_name")


def _stands_in(file: File, subject: Subject) -> bool:
    try:
        with file.open("rb") as opened:
            content = opened.read()
    except FileNotFoundError:
        return False
    # The two encodings that files come in (reader.py); a name in the other one reads as other letters.
    return any(names(subject, content.decode(encoding, "replace")) for encoding in ("utf-8", "cp1252"))


def forget_files(rows: Rows, subject: Subject, at: datetime) -> int:
    """The file goes, for everybody in it; an import that was not done cannot be done any more. Counts stay."""
    for name in rows.exclude(file="").values_list("file", flat=True):
        forget_file("private", name)
    rows.exclude(state__in=ENDED).update(state=ImportState.FAILED, refusal=Refusal.FILE_GONE)
    return rows.update(file="", file_name="")


def lines_naming(subject: Subject) -> Rows:
    return mentioning(ImportProblem.objects.all(), subject, "value")


def forget_values(rows: Rows, subject: Subject, at: datetime) -> int:
    return rows.update(value="")


register(
    Answer(
        Import,
        purpose="organisations",
        by=("by",),
        columns=("kind", "state", "total", "uploaded_at"),
        erase=stays,
        theirs=False,
    ),
    Answer(Import, purpose="organisations", find=files_naming, erase=forget_files, theirs=False, counted=False),
    Answer(ImportProblem, purpose="organisations", find=lines_naming, erase=forget_values, theirs=False, counted=False),
)
names_nobody("The name of a file; one that names a person goes with them.", "imports.import.file_name")
