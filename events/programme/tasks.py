from celery import shared_task

from cms import clock


@shared_task
def remind_speakers() -> int:
    """The hourly tick: whoever has not said yes, or sent what is missing, is reminded."""
    from .reminding import remind_speakers as remind

    return remind(at=clock.now())


@shared_task
def look_after_materials() -> int:
    """The hourly tick: whoever came is told of material that was shown after it was settled who came."""
    from .telling import occurrences_with_materials

    ids = occurrences_with_materials(at=clock.now())
    for occurrence_id in ids:
        tell_of_materials.delay(occurrence_id)
    return len(ids)


@shared_task
def tell_of_materials(occurrence_id: int) -> int:
    from .telling import MOST_AT_ONCE
    from .telling import tell_of_materials as tell

    number = tell(occurrence_id=occurrence_id, at=clock.now())
    if number == MOST_AT_ONCE:
        tell_of_materials.delay(occurrence_id)
    return number
