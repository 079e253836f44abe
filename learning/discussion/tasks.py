from celery import shared_task

from cms import clock


@shared_task
def tell_followers(post_id: int) -> int:
    """Batch after batch, each in a transaction of its own."""
    from .domain.telling import tell_some

    batches = 1
    while tell_some(post_id=post_id, at=clock.now()):
        batches += 1
    return batches


@shared_task
def tell_moderators(post_id: int) -> int:
    from .domain.telling import tell_staff

    return tell_staff(post_id=post_id, at=clock.now())


@shared_task
def look_after_discussions() -> int:
    """The tick: tell of posts whose own task got lost."""
    from .domain.telling import passed_over

    ids = passed_over(at=clock.now())
    for post_id in ids:
        tell_followers.delay(post_id)
    return len(ids)
