from .group import CourseGroup, GroupPlace, GroupTeacher
from .invitation import CourseInvitation
from .key import CourseKey, KeyUse
from .list import EnrolmentList, ListLine
from .reminder import UnfinishedReminder
from .request import EnrolmentRequest
from .ways import CourseWays

__all__ = [
    "CourseGroup",
    "CourseInvitation",
    "CourseKey",
    "CourseWays",
    "EnrolmentList",
    "EnrolmentRequest",
    "GroupPlace",
    "GroupTeacher",
    "KeyUse",
    "ListLine",
    "UnfinishedReminder",
]
