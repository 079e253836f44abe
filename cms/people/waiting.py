"""What waits for a coordinator on the first page of the admin."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.waiting import Queue

from .enums import OrganisationState
from .models import Organisation
from .rules import is_coordinator


def organisations_waiting(user: Any, at: datetime) -> Queue | None:
    """Organisations that have registered themselves."""
    if not is_coordinator(user):
        return None
    number = Organisation.objects.filter(state=OrganisationState.PENDING).count()
    url = f"{reverse('organisations:index')}?state={OrganisationState.PENDING}"
    return Queue(_("Organisations that wait for approval"), number, url)
