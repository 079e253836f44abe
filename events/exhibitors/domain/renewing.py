"""A new link for an exhibitor whose contact has lost it, or passed it on."""

import uuid
from datetime import datetime

from django.db import transaction

from cms import audit
from cms.people.models import User

from .. import mails
from ..models import Exhibitor


@transaction.atomic
def send_new_link(*, exhibitor: Exhibitor, by: User | None, at: datetime) -> Exhibitor:
    """Links sent before lead nowhere from now on, that of scanning too."""
    rows = Exhibitor.objects.select_for_update(of=("self",)).select_related("occurrence__series", "package", "contact")
    row = rows.get(pk=exhibitor.pk)
    row.link_key = uuid.uuid4()
    row.save(update_fields=["link_key"])
    audit.record(row, action="exhibitors.renew_link", by=by, at=at, occurrence=row.occurrence_id)
    mails.exhibitor_link(row, at=at)
    return row
