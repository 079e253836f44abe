"""What badges do when learning has something to tell: work for the worker, never work of their own."""

from typing import Any

from .tasks import publish_status_lists
from .tasks import sign_badge as sign


def sign_badge(sender: Any, *, certificate_id: int, **_: Any) -> None:
    sign.delay(certificate_id)


def publish_status(sender: Any, **_: Any) -> None:
    publish_status_lists.delay()
