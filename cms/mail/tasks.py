from celery import shared_task

from cms import clock


@shared_task
def send_due_mail() -> int:
    """The tick: enqueue every message that is due. A message that got lost on the way costs one tick."""
    from .domain.outbox import due_message_ids

    ids = due_message_ids(at=clock.now())
    for message_id in ids:
        send_message.delay(message_id)
    return len(ids)


@shared_task
def send_message(message_id: int) -> bool:
    from .domain.outbox import send

    return send(message_id=message_id, at=clock.now())


@shared_task
def send_due_digests() -> int:
    """The tick of digests: enqueue everybody whose digest time has come."""
    from .domain.digests import people_with_due_digests

    ids = people_with_due_digests(at=clock.now())
    for user_id in ids:
        send_digest.delay(user_id)
    return len(ids)


@shared_task
def send_digest(user_id: int) -> bool:
    from .domain import digests

    return digests.send_digest(user_id=user_id, at=clock.now()) is not None
