from celery import shared_task

from cms import clock


@shared_task
def give_out_for_review(course_id: int, item_key: str) -> int:
    from .domain.peers import give_out

    return give_out(course_id=course_id, item_key=item_key, at=clock.now())


@shared_task
def look_after_reviews() -> int:
    """The tick: whoever was passed over when they handed in gets something to assess, and is assessed."""
    from .queries import without_reviews

    waiting = without_reviews()
    for course_id, item_key in waiting:
        give_out_for_review.delay(course_id, item_key)
    return len(waiting)
