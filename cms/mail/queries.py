"""How people want their mail."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery

from cms.people.models import User

from .enums import Frequency, Topic
from .models import MailPreference, QuietHours, RefusedAddress
from .quiet import Quiet

QUIET = ("nights", "starts_at", "ends_at", "weekends")


@dataclass(frozen=True)
class Wishes:
    """How a person wants mail about a topic, when they are left in peace, and whether their address is refused."""

    choice: str
    quiet: Quiet
    is_refused: bool


def wishes_of(user: User, topic: str, *, address: str) -> Wishes:
    """One query."""
    chosen = MailPreference.objects.filter(user=OuterRef("pk"), topic=topic).values("choice")
    refused = RefusedAddress.objects.filter(address=address.lower())
    found = User.objects.filter(pk=user.pk).annotate(choice=Subquery(chosen), refused=Exists(refused))
    choice, is_refused, *hours = found.values_list(
        "choice", "refused", *(f"quiet_hours__{name}" for name in QUIET)
    ).get()
    quiet = Quiet() if hours[0] is None else Quiet(*hours)
    return Wishes(choice or Frequency.AT_ONCE, quiet, is_refused)


def choices_of(user: User) -> dict[str, str]:
    """For every topic. One query."""
    chosen = dict(MailPreference.objects.filter(user=user).values_list("topic", "choice"))
    return {topic.value: chosen.get(topic.value, Frequency.AT_ONCE) for topic in Topic}


def quiet_of(user: User) -> Quiet:
    """When this person is left in peace. One query."""
    kept = QuietHours.objects.filter(user=user).values_list(*QUIET).first()
    return Quiet(*kept) if kept else Quiet()


def is_refused(address: str) -> bool:
    return RefusedAddress.objects.filter(address=address.lower()).exists()
