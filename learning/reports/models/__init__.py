from .report import ReportRun, ScheduledReport

__all__ = ["ReportRun", "ScheduledReport"]
