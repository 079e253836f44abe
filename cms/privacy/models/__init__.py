from .consent import Consent
from .erasure import Erasure, InactivityWarning
from .export_request import ExportRequest
from .retention_run import RetentionRun
from .sensitive import AccessLogEntry, SensitiveAnswer

__all__ = [
    "AccessLogEntry",
    "Consent",
    "Erasure",
    "ExportRequest",
    "InactivityWarning",
    "RetentionRun",
    "SensitiveAnswer",
]
