import pytest

from cms.people import roles
from learning.bank.domain.imports import NotChecked, NothingToImport, check_questions, import_questions
from learning.bank.domain.questions import MayNotWrite
from learning.bank.formats.reading import UnreadableFile
from learning.bank.models import Question, QuestionImport
from tests.factories.bank import AT
from tests.factories.people import make_holder_of

pytestmark = pytest.mark.django_db
FILE = "$CATEGORY: Lov\n\n// [tag:plan]\nHvor ofte? {=Hvert år ~Aldri}\n\nFortell. {}\n\nPlanen øves. {T}\n"


@pytest.fixture
def editor():
    return make_holder_of(roles.EDITOR)


def checked(editor, text=FILE, *, form="gift"):
    return check_questions(data=text.encode(), file_name="plan.txt", form=form, language="nb", by=editor, at=AT)


def imported(editor, text=FILE, **more):
    return import_questions(record=checked(editor, text), by=editor, at=AT, **more)


def test_reading_a_file_writes_no_question(editor):
    record = checked(editor)

    assert (record.total, len(record.drafts), record.refused) == (3, 2, 1)
    assert [(one["line"], one["refused"]) for one in record.problems] == [(6, True)]
    assert Question.objects.count() == 0


def test_what_was_understood_is_imported(editor):
    record = imported(editor, tags=("Prøve",), category="Annet")

    assert (record.created, record.unchanged, record.refused, record.drafts) == (2, 0, 1, [])
    first, second = Question.objects.order_by("pk")
    assert (first.category, sorted(tag.name for tag in first.tags.all())) == ("Lov", ["plan", "prøve"])
    assert (second.kind, second.owner, second.language) == ("true_false", editor, "nb")


def test_the_same_file_again_adds_nothing(editor):
    imported(editor)

    again = imported(editor)

    assert (again.created, again.unchanged) == (0, 2)
    assert Question.objects.count() == 2


def test_the_same_question_twice_in_a_file_is_imported_once(editor):
    record = imported(editor, "Ja? {T}\n\nJa? {T}")

    assert (record.created, record.unchanged) == (1, 1)


def test_a_file_is_imported_once(editor):
    record = imported(editor)

    with pytest.raises(NotChecked):
        import_questions(record=record, by=editor, at=AT)


def test_a_file_without_questions_imports_nothing(editor):
    with pytest.raises(NothingToImport):
        imported(editor, "Bare tekst.")


def test_a_file_that_cannot_be_read_leaves_nothing(editor):
    with pytest.raises(UnreadableFile):
        checked(editor, "<quiz>&x;", form="moodle")

    assert QuestionImport.objects.count() == 0


def test_teachers_import_nothing(editor):
    record, teacher = checked(editor), make_holder_of(roles.TEACHER)

    with pytest.raises(MayNotWrite):
        checked(teacher)
    with pytest.raises(MayNotWrite):
        import_questions(record=record, by=teacher, at=AT)
