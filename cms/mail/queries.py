"""How people want their mail."""

from cms.people.models import User

from .enums import Frequency, Topic
from .models import MailPreference, QuietHours, RefusedAddress
from .quiet import Quiet


def choice_of(user: User, topic: str) -> str:
    """How this person wants messages about a topic. One query."""
    chosen = MailPreference.objects.filter(user=user, topic=topic).values_list("choice", flat=True).first()
    return chosen or Frequency.AT_ONCE


def choices_of(user: User) -> dict[str, str]:
    """For every topic. One query."""
    chosen = dict(MailPreference.objects.filter(user=user).values_list("topic", "choice"))
    return {topic.value: chosen.get(topic.value, Frequency.AT_ONCE) for topic in Topic}


def quiet_of(user: User) -> Quiet:
    """When this person is left in peace. One query."""
    names = ("nights", "starts_at", "ends_at", "weekends")
    kept = QuietHours.objects.filter(user=user).values_list(*names).first()
    return Quiet(*kept) if kept else Quiet()


def is_refused(address: str) -> bool:
    return RefusedAddress.objects.filter(address=address.lower()).exists()
