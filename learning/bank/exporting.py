"""Questions on their way out: chosen in the bank, written in one language."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from .enums import FileFormat
from .formats.gift_writer import Exported, lost_in_gift, write_gift
from .formats.moodle_writer import write_moodle
from .models import Question

ENDINGS = {FileFormat.GIFT: "gift.txt", FileFormat.MOODLE: "xml"}
TYPES = {FileFormat.GIFT: "text/plain; charset=utf-8", FileFormat.MOODLE: "application/xml; charset=utf-8"}
CHUNK = 200


def exported(questions: QuerySet[Question], language: str) -> Iterator[Exported]:
    """Those that are written in this language, by category. Streamed: memory stays flat."""
    rows = questions.select_related("current").prefetch_related("tags").order_by("category", "pk")
    for question in rows.iterator(chunk_size=CHUNK):
        said = question.current.content.get(language) if question.current else None
        if said:
            tags = tuple(tag.name for tag in question.tags.all())
            yield Exported(str(question.key), question.kind, said, question.category, tags)


def file_of(questions: Iterable[Exported], form: str) -> Iterator[str]:
    return write_gift(questions) if form == FileFormat.GIFT else write_moodle(questions)


def left_out_of_gift(questions: Iterable[Exported]) -> int:
    """How many questions GIFT cannot say all of; what it cannot stands in the file beside each."""
    return sum(bool(lost_in_gift(question)) for question in questions)
