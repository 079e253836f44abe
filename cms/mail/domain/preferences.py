"""What people say about their mail."""

from datetime import datetime, time

from django.db import transaction

from cms import audit
from cms.people.models import User

from ..enums import DIGEST, IN_DIGESTS, Frequency, Topic
from ..models import MailPreference, QuietHours
from ..queries import choices_of


class UnknownChoice(ValueError):
    """No such topic, or no such way to get mail about it."""


class EmptyNight(ValueError):
    """Quiet hours that begin and end at the same time say nothing."""


@transaction.atomic
def choose_mail(*, user: User, choices: dict[str, str], by: User | None, at: datetime) -> dict[str, str]:
    """Keep how somebody wants mail about topics; returns what has changed. Raises UnknownChoice."""
    if not set(choices) <= set(Topic.values) or not set(choices.values()) <= set(Frequency.values):
        raise UnknownChoice
    before = choices_of(user)
    changed = {topic: str(choice) for topic, choice in choices.items() if before[topic] != choice}
    for topic, choice in changed.items():
        MailPreference.objects.update_or_create(user=user, topic=topic, defaults={"choice": choice})
    if changed:
        audit.record(user, action="mail.choose", by=by, at=at, choices=changed)
    return changed


def unsubscribe(*, user: User, category: str, by: User | None, at: datetime) -> dict[str, str]:
    """Stop mail about a topic; from a digest, everything that came in digests. Doing it twice changes nothing."""
    topics = [category] if category != DIGEST else [one for one, how in choices_of(user).items() if how in IN_DIGESTS]
    return choose_mail(user=user, choices=dict.fromkeys(topics, Frequency.NEVER), by=by, at=at)


@transaction.atomic
def set_quiet_hours(
    *, user: User, nights: bool, starts_at: time, ends_at: time, weekends: bool, by: User | None, at: datetime
) -> QuietHours:
    """Keep when somebody is left in peace. Raises EmptyNight."""
    if nights and starts_at == ends_at:
        raise EmptyNight
    values = {"nights": nights, "starts_at": starts_at, "ends_at": ends_at, "weekends": weekends}
    quiet, created = QuietHours.objects.get_or_create(user=user, defaults=values)
    if not created and any(getattr(quiet, name) != value for name, value in values.items()):
        created = True
        QuietHours.objects.filter(pk=quiet.pk).update(**values)
        quiet.refresh_from_db()
    if created:
        audit.record(user, action="mail.quiet_hours", by=by, at=at)
    return quiet
