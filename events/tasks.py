from celery import shared_task

from cms import clock


@shared_task
def settle_enrolments(place_ids: list[int]) -> int:
    """Of a course with a date: enrol who has a place, withdraw who has it no longer."""
    from .domain.courses import settle_enrolments as settle

    return settle(places=place_ids, at=clock.now())
