from celery import shared_task

from cms import clock


@shared_task
def tell_occurrence(occurrence_id: int) -> None:
    """Bring everybody's up to date, some at a time."""
    from .domain.mailing import bring_up_to_date

    if bring_up_to_date(occurrence_id=occurrence_id, at=clock.now()):
        tell_occurrence.delay(occurrence_id)


@shared_task
def look_after_calendar_mail() -> None:
    """The tick: whatever was announced and lost is told now."""
    from .domain.mailing import occurrences_to_look_at

    for occurrence_id in occurrences_to_look_at(at=clock.now()):
        tell_occurrence.delay(occurrence_id)
