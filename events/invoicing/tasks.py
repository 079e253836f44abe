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


@shared_task
def keep(kind: str, paper_id: int) -> bool:
    """Draw a paper that was issued, and keep it. One that is gone is no mistake."""
    from .domain.papers import keep_paper, paper_numbered

    paper = paper_numbered(kind, paper_id)
    return bool(paper and keep_paper(paper=paper, at=clock.now()))


@shared_task
def keep_papers() -> int:
    """The hourly tick: papers whose message was lost are drawn all the same."""
    from .domain.papers import papers_not_kept

    found = papers_not_kept()
    for kind, paper_id in found:
        keep.delay(kind, paper_id)
    return len(found)
