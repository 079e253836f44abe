from .attempt import Attempt, Reflection
from .certificate import Certificate, CertificateEvent, CertificateSeries
from .course import Course
from .course_staff import CourseStaff
from .enrolment import Enrolment
from .extra_time import ExtraTime
from .fact import ActivityFact
from .grading import GradingEvent, Regrade
from .move import MoveRun
from .progress import CourseState, ItemState, ProgressCheck
from .release import CourseRelease, ReleaseDocument, ReleaseImage, ReleaseItem, ReleaseLesson

__all__ = [
    "ActivityFact",
    "Attempt",
    "Certificate",
    "CertificateEvent",
    "CertificateSeries",
    "Course",
    "CourseRelease",
    "CourseStaff",
    "CourseState",
    "Enrolment",
    "ExtraTime",
    "GradingEvent",
    "ItemState",
    "MoveRun",
    "ProgressCheck",
    "Reflection",
    "Regrade",
    "ReleaseDocument",
    "ReleaseImage",
    "ReleaseItem",
    "ReleaseLesson",
]
