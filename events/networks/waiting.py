"""What waits for those who run events, on the first page of the admin."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.waiting import Queue
from events.rules import may_run_events

from .queries import waiting_requests


def requests_waiting(user: Any, at: datetime) -> Queue | None:
    """People who ask to join a network; its leaders may answer too."""
    if not may_run_events(user):
        return None
    return Queue(_("Requests to join networks"), waiting_requests().count(), reverse("networks_admin:networks"))
