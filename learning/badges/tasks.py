from celery import shared_task

from cms import clock


@shared_task
def sign_waiting_badges() -> int:
    """The tick: enqueue every certificate whose badge is not signed. A lost message costs one tick."""
    from .queries import certificates_to_sign

    ids = certificates_to_sign(at=clock.now())
    for certificate_id in ids:
        sign_badge.delay(certificate_id)
    return len(ids)


@shared_task
def sign_badge(certificate_id: int) -> bool:
    from .domain.credentials import sign_badge

    return sign_badge(certificate_id=certificate_id, at=clock.now())


@shared_task
def publish_status_lists() -> int:
    """Bring every list up to date with what happened to its certificates."""
    from .domain.status_lists import publish_status_list
    from .models import StatusList

    numbers = list(StatusList.objects.values_list("number", flat=True))
    return sum(publish_status_list(number=number, at=clock.now()) for number in numbers)
