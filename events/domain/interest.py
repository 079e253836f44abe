"""Wanting to know when sign-up opens: asked and taken back, and told once.

A guest's address is written down only when the link sent there comes back; whoever asks learns nothing about others.
"""

from datetime import datetime, timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from cms import audit
from cms.people.emails import check_email
from cms.people.models import User

from .. import mails
from ..addresses import INTEREST_SALT, interest_token
from ..enums import OccurrenceState
from ..models import Interest, Occurrence

LINK_HOLDS = timedelta(days=3)
# People told in one run; the next run goes on.
MOST_AT_ONCE = 500
# While these hold, somebody may still want to know.
STATES = frozenset({OccurrenceState.ANNOUNCED, OccurrenceState.POSTPONED, OccurrenceState.OPEN})


class NothingToWaitFor(Exception):
    """Sign-up is open already, or will not open any more."""


class LinkUnknown(Exception):
    """Not signed by us, not for this, or too old."""


def takes_interest(occurrence: Occurrence, *, at: datetime) -> bool:
    """Whether there is a sign-up to wait for. Its series must be loaded."""
    if not occurrence.is_public or occurrence.state not in STATES:
        return False
    return occurrence.state != OccurrenceState.OPEN or bool(occurrence.opens_at and occurrence.opens_at > at)


def ask_guest(*, occurrence: Occurrence, email: str, language: str, at: datetime) -> None:
    """Send the link that writes the address down. The same for every address, known or not.

    Raises NothingToWaitFor, WrongEmail.
    """
    if not takes_interest(occurrence, at=at):
        raise NothingToWaitFor(occurrence.pk)
    email = check_email(email)
    token = interest_token(occurrence, email, language)
    mails.confirm_interest(occurrence, email=email, language=language, token=token, at=at)


def read_link(token: str) -> tuple[Occurrence, str, str]:
    """The occurrence, the address and the language a guest's link speaks of. Raises LinkUnknown."""
    try:
        uid, email, language = signing.loads(token, salt=INTEREST_SALT, max_age=LINK_HOLDS)
        return Occurrence.objects.select_related("series").get(uid=uid), email, language
    except (signing.BadSignature, ValueError, TypeError, Occurrence.DoesNotExist) as error:
        raise LinkUnknown from error


@transaction.atomic
def note_interest(
    *, occurrence: Occurrence, email: str, language: str, user: User | None = None, at: datetime
) -> Interest:
    """Write somebody down, once. Raises NothingToWaitFor."""
    if not takes_interest(occurrence, at=at):
        raise NothingToWaitFor(occurrence.pk)
    same = Interest.objects.filter(occurrence=occurrence, email__iexact=email)
    if found := same.first():
        return found
    try:
        with transaction.atomic():
            made = Interest.objects.create(
                occurrence=occurrence, user=user, email=email, language=language, asked_at=at
            )
    except IntegrityError:
        return same.get()
    audit.record(made, action="events.note_interest", by=user, at=at, occurrence=occurrence.pk)
    return made


@transaction.atomic
def take_interest_back(*, occurrence: Occurrence, email: str, by: User | None, at: datetime) -> bool:
    """Forget somebody; say whether there was anybody."""
    found = Interest.objects.filter(occurrence=occurrence, email__iexact=email).first()
    if found is None:
        return False
    audit.record(found, action="events.take_interest_back", by=by, at=at, occurrence=occurrence.pk)
    found.delete()
    return True


def enqueue_telling() -> None:
    """Who waits for sign-up to open is told after commit; the tick finds whoever a lost message leaves untold."""
    from ..tasks import tell_interested

    transaction.on_commit(tell_interested.delay, robust=True)


def tell_interested(*, at: datetime) -> int:
    """Write to everybody whose sign-up is open; say to how many. Each is told once: the row is claimed."""
    ids = list(_untold(at).order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(tell_one(interest_id=pk, at=at) for pk in ids)


@transaction.atomic
def tell_one(*, interest_id: int, at: datetime) -> bool:
    rows = _untold(at).select_for_update(of=("self",), skip_locked=True)
    interest = rows.select_related("occurrence__series", "user").filter(pk=interest_id).first()
    if interest is None:
        return False
    interest.told_at = at
    interest.save(update_fields=["told_at"])
    mails.sign_up_opens(interest, at=at)
    return True


def _untold(at: datetime) -> QuerySet[Interest]:
    begun = Q(occurrence__opens_at__isnull=True) | Q(occurrence__opens_at__lte=at)
    return Interest.objects.filter(
        begun, told_at__isnull=True, occurrence__state=OccurrenceState.OPEN, occurrence__starts_at__gt=at
    )
