from celery import shared_task

from cms import clock


@shared_task
def advance(award_id: int) -> None:
    """Award to a slice of a list, and ask for the next."""
    from .domain.bulk_awards import advance_bulk_award

    if advance_bulk_award(award_id=award_id, at=clock.now()):
        advance.delay(award_id)


@shared_task
def carry_on_bulk_awards() -> int:
    """The tick: lists whose worker was lost go on where they stopped."""
    from .domain.bulk_awards import waiting_bulk_awards

    ids = waiting_bulk_awards(at=clock.now())
    for award_id in ids:
        advance.delay(award_id)
    return len(ids)
