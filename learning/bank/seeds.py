"""The demo's questions: a GIFT file as a teacher might have it, taken in by the same verbs as any other."""

from datetime import datetime
from pathlib import Path

from cms.people.models import User

from .domain.imports import check_questions, import_questions
from .enums import FileFormat
from .models import Question

FOLDER = Path(__file__).parent / "demo"


def seed_bank(*, by: User, at: datetime) -> None:
    """Fill the bank, once."""
    if Question.objects.exists():
        return
    for path in sorted(FOLDER.glob("*.gift")):
        record = check_questions(
            data=path.read_bytes(), file_name=path.name, form=FileFormat.GIFT, language="nb", by=by, at=at
        )
        import_questions(record=record, by=by, at=at)
