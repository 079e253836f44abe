from celery import shared_task

from cms import clock


@shared_task
def make_waiting_copies() -> int:
    """The tick: enqueue every copy that is waiting. A lost message costs one tick."""
    from .domain.exports import waiting_copy_ids

    ids = waiting_copy_ids(at=clock.now())
    for request_id in ids:
        make_copy.delay(request_id)
    return len(ids)


@shared_task
def make_copy(request_id: int) -> bool:
    from .domain.exports import build_copy

    return build_copy(request_id=request_id, at=clock.now())


@shared_task
def forget_receipts() -> int:
    """Delete the last mails to people who were erased, once they have left."""
    from .domain.retention import apply_one

    return apply_one("privacy.receipts", at=clock.now())


@shared_task
def apply_retention() -> int:
    """The nightly work on what has been kept long enough."""
    from .domain.retention import apply_retention as apply

    return apply(by=None, at=clock.now()).pk
