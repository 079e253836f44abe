from celery import shared_task

from cms import clock


@shared_task
def look_after_occurrences() -> None:
    """The tick: notices whose worker was lost go on, who waits for sign-up to open is told, what is over is held."""
    from .domain.interest import tell_interested as tell
    from .domain.notices import notices_to_send
    from .domain.occurrences import finish_what_is_over

    for notice_id in notices_to_send():
        send_notice.delay(notice_id)
    tell(at=clock.now())
    finish_what_is_over(at=clock.now())


@shared_task
def send_notice(notice_id: int) -> None:
    """Write to a batch of people, and ask for the next."""
    from .domain.notices import send_some

    if send_some(notice_id=notice_id, at=clock.now()):
        send_notice.delay(notice_id)


@shared_task
def tell_interested() -> int:
    from .domain.interest import tell_interested as tell

    return tell(at=clock.now())
