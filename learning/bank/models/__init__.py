from .question import Question, QuestionVersion, Tag
from .question_import import QuestionImport
from .usage import ReleaseQuestion

__all__ = ["Question", "QuestionImport", "QuestionVersion", "ReleaseQuestion", "Tag"]
