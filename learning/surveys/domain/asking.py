"""Asking a person, and reminding those who have not answered."""

from datetime import datetime, timedelta

from django.db import transaction

from cms import clock
from cms.people.models import Organisation, User

from ..enums import Moment
from ..models import Occasion, Respondent
from ..queries import deadline_of, is_open_for

# A reminder after a week, and one two days before the deadline. Then we stop.
FIRST_REMINDER = timedelta(days=7)
LAST_REMINDER = timedelta(days=2)
MOST_MAILS = 3
# What a crisis pause holds back is looked at again this much later.
RECHECK = timedelta(hours=1)


class OccasionClosed(Exception):
    """Nobody is asked any more."""


@transaction.atomic
def ask(
    *,
    occasion: Occasion,
    user: User,
    instance: str = "",
    moment: str = Moment.ONCE,
    organisation: Organisation | None = None,
    at: datetime,
) -> Respondent:
    """Ask somebody, once for each instance and moment; who is asked already is returned as they are.

    Raises OccasionClosed.
    """
    if not occasion.is_open:
        raise OccasionClosed
    wanted = {"organisation": organisation, "asked_at": at, "mail_due_at": at}
    asked, _created = Respondent.objects.get_or_create(
        occasion=occasion, user=user, instance=instance, moment=moment, defaults=wanted
    )
    return asked


@transaction.atomic
def ask_guest(
    *, occasion: Occasion, email: str, language: str, organisation: Organisation | None = None, at: datetime
) -> Respondent:
    """Ask somebody without an account, once, by a link of their own. Raises OccasionClosed."""
    if not occasion.is_open:
        raise OccasionClosed
    wanted = {"language": language, "organisation": organisation, "asked_at": at, "mail_due_at": at}
    asked, _created = Respondent.objects.get_or_create(
        occasion=occasion, email=email.lower(), instance="", moment=Moment.ONCE, defaults=wanted
    )
    return asked


def leave_alone(*, respondent: Respondent, at: datetime) -> None:
    """Somebody does not want to answer: no reminder comes, and they may answer all the same. Safe to do twice."""
    Respondent.objects.filter(pk=respondent.pk).update(mail_due_at=None)


def mails_due(*, at: datetime, limit: int = 500) -> list[int]:
    """Ids of people to be written to: asked for the first time, or reminded."""
    due = Respondent.objects.filter(mail_due_at__lte=at, answered=False, occasion__closed_at__isnull=True)
    return list(due.order_by("mail_due_at", "pk").values_list("pk", flat=True)[:limit])


@transaction.atomic
def write_mail(*, respondent_id: int, at: datetime) -> bool:
    """Write the mail that is due to one person; say whether there was one. Safe to run twice: the row is locked.

    In a crisis pause it waits. Who has answered, or cannot any more, is left alone.
    """
    from ..mails import asked_to_answer

    found = Respondent.objects.select_for_update(of=("self",)).select_related("occasion__version", "user")
    respondent = found.filter(pk=respondent_id, answered=False, mail_due_at__lte=at).first()
    if respondent is None:
        return False
    if clock.timers_paused(organisation_id=respondent.organisation_id, at=at):
        return _put_off(respondent, at + RECHECK)
    if not is_open_for(respondent, at=at) or not _can_be_written_to(respondent):
        return _put_off(respondent, None)
    asked_to_answer(respondent, deadline=deadline_of(respondent, at=at), at=at)
    respondent.mails += 1
    respondent.mail_due_at = next_mail_at(respondent, at=at)
    respondent.save(update_fields=["mails", "mail_due_at"])
    return True


def _can_be_written_to(respondent: Respondent) -> bool:
    return respondent.user.is_active if respondent.user else bool(respondent.email)


def _put_off(respondent: Respondent, until: datetime | None) -> bool:
    Respondent.objects.filter(pk=respondent.pk).update(mail_due_at=until)
    return False


def next_mail_at(respondent: Respondent, *, at: datetime) -> datetime | None:
    """When this person is reminded next: never closer to the last mail than two days, never after the deadline."""
    if respondent.mails >= MOST_MAILS:
        return None
    last = deadline_of(respondent, at=at) - LAST_REMINDER
    if respondent.mails == 1 and at + FIRST_REMINDER < last - LAST_REMINDER:
        return at + FIRST_REMINDER
    return last if last - at >= LAST_REMINDER else None
