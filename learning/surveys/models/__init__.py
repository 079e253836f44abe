from .occasion import Occasion
from .question import Question, QuestionOption
from .respondent import Respondent, SealedDraft
from .response import Response
from .survey import Survey, SurveyQuestion
from .version import SurveyVersion

__all__ = [
    "Occasion",
    "Question",
    "QuestionOption",
    "Respondent",
    "Response",
    "SealedDraft",
    "Survey",
    "SurveyQuestion",
    "SurveyVersion",
]
