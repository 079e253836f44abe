from .attendance import AttendanceAward, AttendanceCertificate, AttendanceCorrection, Settlement
from .check_in import CheckIn, TicketCode
from .presence import PresenceImport, PresenceLine
from .survey import AttendeeSurvey

__all__ = [
    "AttendanceAward",
    "AttendanceCertificate",
    "AttendanceCorrection",
    "AttendeeSurvey",
    "CheckIn",
    "PresenceImport",
    "PresenceLine",
    "Settlement",
    "TicketCode",
]
