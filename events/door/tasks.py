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
