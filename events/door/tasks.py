from celery import shared_task

from cms import clock


@shared_task
def advance(award_id: int) -> None:
    """Award to a slice of those who came, and ask for the next."""
    from .domain.awards import advance_award

    if advance_award(award_id=award_id, at=clock.now()):
        advance.delay(award_id)


@shared_task
def carry_on_attendance_awards() -> int:
    """The tick: awards whose worker was lost go on where they stopped."""
    from .domain.awards import stale_awards

    ids = stale_awards(at=clock.now())
    for award_id in ids:
        advance.delay(award_id)
    return len(ids)


@shared_task
def look_after_attendee_surveys() -> int:
    """The tick: surveys whose moment has come ask those who came."""
    from .domain.surveys import surveys_due

    ids = surveys_due(at=clock.now())
    for planned_id in ids:
        ask_those_who_came.delay(planned_id)
    return len(ids)


@shared_task
def ask_at_occurrence(occurrence_id: int) -> None:
    """Somebody was corrected into the list: who has not been asked is."""
    from .domain.surveys import surveys_due

    for planned_id in surveys_due(at=clock.now(), occurrence_id=occurrence_id):
        ask_those_who_came.delay(planned_id)


@shared_task
def ask_those_who_came(planned_id: int) -> int:
    from .domain.surveys import ask_those_who_came as ask

    return ask(planned_id=planned_id, at=clock.now())
