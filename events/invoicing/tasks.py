from celery import shared_task

from cms import clock


@shared_task
def advance(run_id: int) -> None:
    """Invoice a slice of an occurrence, and ask for the next."""
    from .domain.runs import advance_run

    if advance_run(run_id=run_id, at=clock.now()):
        advance.delay(run_id)


@shared_task
def carry_on_invoice_runs() -> int:
    """The tick: runs whose worker was lost go on where they stopped."""
    from .domain.runs import stale_runs

    ids = stale_runs(at=clock.now())
    for run_id in ids:
        advance.delay(run_id)
    return len(ids)


@shared_task
def remind_of_invoices() -> int:
    """The hourly tick: who has not paid is reminded, step by step."""
    from .reminding import remind_overdue

    return remind_overdue(at=clock.now())
