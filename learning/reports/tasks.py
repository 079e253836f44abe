from celery import shared_task

from cms import clock


@shared_task
def look_after_reports() -> int:
    """The tick: enqueue every report whose day has come. A lost message costs one tick."""
    from .domain.reports import reports_due

    ids = reports_due(at=clock.now())
    for report_id in ids:
        write_report.delay(report_id)
    return len(ids)


@shared_task
def write_report(report_id: int) -> bool:
    from .domain.reports import write_report as write

    return write(report_id=report_id, at=clock.now())
