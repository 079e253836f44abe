from celery import shared_task
from django.core.management import call_command

from cms import clock


@shared_task
def publish_scheduled_pages() -> None:
    """Publish and unpublish pages whose hour has come (Wagtail's own command; safe to run twice)."""
    call_command("publish_scheduled")


@shared_task
def clear_old_sessions() -> None:
    call_command("clearsessions")


@shared_task
def tick() -> None:
    """Show that beat and worker are alive (read by `/readyz`)."""
    from cms.health import record_tick

    record_tick(at=clock.now())


@shared_task
def forget_contact_senders() -> int:
    from .contact import forget_senders

    return forget_senders(at=clock.now())
