"""Importing questions: the file is read and told about first, and written when a person says so."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from cms import audit
from cms.people.models import User

from .. import contents
from ..enums import FileFormat, ImportState
from ..formats.gift_reader import read_gift
from ..formats.moodle_reader import read_moodle
from ..formats.reading import Reading
from ..models import Question, QuestionImport, QuestionVersion
from ..rules import may_write_questions
from .questions import MayNotWrite, create_question

READERS: dict[str, Callable[[bytes], Reading]] = {FileFormat.GIFT: read_gift, FileFormat.MOODLE: read_moodle}


class NotChecked(Exception):
    """It can be imported once."""


class NothingToImport(Exception):
    """No question of the file could be read."""


@transaction.atomic
def check_questions(*, data: bytes, file_name: str, form: str, language: str, by: User, at: datetime) -> QuestionImport:
    """Read a file and keep what was understood, and what was not. No question is written.

    Raises MayNotWrite, and UnreadableFile where the file as a whole cannot be read; then nothing is kept.
    """
    if not may_write_questions(by):
        raise MayNotWrite
    reading = READERS[form](data)
    return QuestionImport.objects.create(
        format=form,
        language=language,
        file_name=file_name[-200:],
        total=reading.total,
        drafts=[draft.as_json() for draft in reading.drafts],
        problems=[problem.as_json() for problem in reading.problems],
        by=by,
        uploaded_at=at,
    )


@transaction.atomic
def import_questions(
    *, record: QuestionImport, tags: tuple[str, ...] = (), category: str = "", by: User, at: datetime
) -> QuestionImport:
    """Write what was understood: new questions, each once. What the bank has already, word for word, is left alone.

    `tags` are added to those of the file; `category` is for questions that have none. Raises MayNotWrite, NotChecked
    and NothingToImport.
    """
    if not may_write_questions(by):
        raise MayNotWrite
    record = QuestionImport.objects.select_for_update().get(pk=record.pk)
    if record.state != ImportState.CHECKED:
        raise NotChecked
    if not record.drafts:
        raise NothingToImport
    known = _known(record)
    for draft in record.drafts:
        mark = _mark(record, draft)
        if mark in known:
            record.unchanged += 1
            continue
        known.add(mark)
        _create(record, draft, tags=tags, category=category, by=by, at=at)
        record.created += 1
    record.state, record.finished_at, record.drafts = ImportState.DONE, at, []
    record.save()
    counts = {"created": record.created, "unchanged": record.unchanged, "refused": record.refused}
    audit.record(record, action="bank.import", by=by, at=at, **counts)
    return record


def already_here(record: QuestionImport) -> int:
    """How many questions of a checked file the bank has already. One query."""
    known = _known(record)
    return sum(_mark(record, draft) in known for draft in record.drafts)


def _known(record: QuestionImport) -> set[str]:
    marks = {_mark(record, draft) for draft in record.drafts}
    current = QuestionVersion.objects.filter(pk__in=Question.objects.values("current_id"), fingerprint__in=marks)
    return set(current.values_list("fingerprint", flat=True))


def _mark(record: QuestionImport, draft: dict[str, Any]) -> str:
    return contents.fingerprint(draft["kind"], {record.language: draft["said"]})


def _create(
    record: QuestionImport, draft: dict[str, Any], *, tags: tuple[str, ...], category: str, by: User, at: datetime
) -> Question:
    return create_question(
        kind=draft["kind"],
        language=record.language,
        said=draft["said"],
        tags=(*draft["tags"], *tags),
        category=draft["category"] or category,
        by=by,
        at=at,
    )
