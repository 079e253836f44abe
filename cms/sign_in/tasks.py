from celery import shared_task

from cms import clock


@shared_task
def send_sign_in_link(link_id: int) -> bool:
    from .domain.links import send_link

    return send_link(link_id=link_id, at=clock.now())


@shared_task
def forget_sign_in_links() -> int:
    from .domain.links import forget_links

    return forget_links(at=clock.now())
