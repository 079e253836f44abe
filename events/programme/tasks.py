from celery import shared_task

from cms import clock


@shared_task
def remind_speakers() -> int:
    """The hourly tick: whoever has not said yes, or sent what is missing, is reminded."""
    from .reminding import remind_speakers as remind

    return remind(at=clock.now())
