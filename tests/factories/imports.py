"""Lists to import, and their way through."""

from datetime import UTC, datetime
from io import BytesIO

from cms.imports.domain.advancing import advance_import
from cms.imports.domain.imports import start_import, upload_import
from cms.imports.models import Import

from .people import make_admin

AT = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
PEOPLE_HEAD = "e-post;navn;organisasjon;rolle;enhet;språk"


def as_file(text, encoding="utf-8"):
    return BytesIO(text if isinstance(text, bytes) else text.encode(encoding))


def people_list(*lines, head=PEOPLE_HEAD):
    return "\r\n".join([head, *lines]) + "\r\n"


def upload(content, *, kind="people", encoding="utf-8", by=None, at=AT, **fields):
    data = content if isinstance(content, bytes) else content.encode(encoding)
    return upload_import(
        kind=kind, file=BytesIO(data), file_name="liste.csv", size=len(data), by=by or make_admin(), at=at, **fields
    )


def checked(content, **fields):
    """A list that has been checked, and nothing more."""
    record = upload(content, **fields)
    advance_import(import_id=record.pk, at=record.uploaded_at)
    return fresh(record)


def start(record):
    return start_import(record=record, by=record.by, at=record.uploaded_at)


def started(content, **fields):
    return start(checked(content, **fields))


def advance(record):
    """Slice after slice until nothing is left."""
    while advance_import(import_id=record.pk, at=record.uploaded_at):
        pass


def imported(content, **fields):
    """A list that has gone all the way."""
    record = started(content, **fields)
    advance(record)
    return fresh(record)


def fresh(record):
    return Import.objects.get(pk=record.pk)


def counts(record):
    return {name: getattr(record, name) for name in ("created", "unchanged", "invited", "refused")}


def problems(record):
    """Row, column and reason of each, as the report has them."""
    return [(one.row, one.column, one.reason) for one in record.problems.order_by("row", "pk")]


def big_people_list(people, organisations):
    """So many invented people in so many organisations, by name."""
    lines = [
        f"innbygger{number}@example.org;Person {number};Kommune {number % organisations};member;Enhet {number % 3};nb"
        for number in range(people)
    ]
    return people_list(*lines)


def big_organisation_list(organisations):
    lines = [f"Kommune {number};municipality;no" for number in range(organisations)]
    return "\n".join(["navn;type;land", *lines])
