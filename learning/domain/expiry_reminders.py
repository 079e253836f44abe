"""Telling people in time that a certificate of theirs runs out."""

from datetime import datetime, timedelta

from cms import clock
from cms.mail.models import OutboxMessage

from ..models import Certificate
from ..queries import certificates_that_hold

NOTICE = timedelta(days=60)
# A worker that stood still for less than this forgets nobody; later there is little to be gained by a reminder.
CATCH_UP = timedelta(days=14)


def certificates_to_remind_of(*, at: datetime, limit: int = 200) -> list[int]:
    """Ids of certificates that run out two months from now and whose holder has not been told."""
    today = clock.local_date(at)
    running_out = certificates_that_hold(on=today).filter(
        valid_until__gt=today + NOTICE - CATCH_UP, valid_until__lte=today + NOTICE, holder__is_active=True
    )
    ids = list(running_out.order_by("valid_until", "pk").values_list("pk", flat=True))
    keys = {reminder_key(pk): pk for pk in ids}
    told = OutboxMessage.objects.filter(idempotency_key__in=keys).values_list("idempotency_key", flat=True)
    return [pk for pk in ids if reminder_key(pk) not in set(told)][:limit]


def remind_of_expiry(*, certificate_id: int, at: datetime) -> bool:
    """Write the reminder, once; say whether there was one to write. A crisis pause holds it back in the outbox."""
    from ..mails import certificate_expires

    hold = certificates_that_hold(on=clock.local_date(at)).select_related("holder")
    certificate: Certificate | None = hold.filter(pk=certificate_id, valid_until__isnull=False).first()
    if certificate is None or certificate.holder is None:
        return False
    certificate_expires(certificate, to=certificate.holder, at=at)
    return True


def reminder_key(certificate_id: int) -> str:
    return f"learning/mail/certificate_expires:{certificate_id}"
