from .attendance import AttendanceAward, AttendanceCertificate, AttendanceCorrection, Settlement
from .check_in import CheckIn, TicketCode
from .presence import PresenceImport, PresenceLine

__all__ = [
    "AttendanceAward",
    "AttendanceCertificate",
    "AttendanceCorrection",
    "CheckIn",
    "PresenceImport",
    "PresenceLine",
    "Settlement",
    "TicketCode",
]
