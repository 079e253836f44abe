"""What the bank holds of people: who wrote a question. Questions are the centre's, and stay."""

from cms.privacy.answers import Answer, names_nobody, register, stays

from .models import Question, QuestionImport, QuestionVersion

register(
    Answer(
        Question,
        purpose="editing",
        by=("owner",),
        columns=("key", "kind", "created_at"),
        erase=stays,
        theirs=False,
    ),
    Answer(
        QuestionVersion,
        purpose="editing",
        by=("by",),
        columns=("question__key", "number", "at"),
        erase=stays,
        theirs=False,
    ),
    Answer(
        QuestionImport,
        purpose="editing",
        by=("by",),
        columns=("file_name", "format", "uploaded_at"),
        erase=stays,
        theirs=False,
    ),
)
names_nobody("The name of a file of questions.", "bank.questionimport.file_name")
names_nobody("A tag.", "bank.tag.name")
