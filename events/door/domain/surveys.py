"""Asking those who came: a coordinator says which survey and from when; the worker asks once it is settled who came."""

from datetime import datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q

from cms import audit
from cms.people.models import Organisation, User
from cms.people.queries import person_with_address
from events.enums import OccurrenceState
from events.models import Occurrence, Place
from learning.surveys.domain.asking import ask, ask_guest
from learning.surveys.domain.occasions import open_occasion
from learning.surveys.models import Occasion, Survey

from ..models import AttendeeSurvey, Settlement
from ..occasions import KIND, key_of
from ..queries import who_came

# With so many days to answer, surveys remind once: two days before the last.
DAYS = 10
# When people are asked, on the clock there.
MORNING = time(9)
NOT_HELD = frozenset({OccurrenceState.CANCELLED, OccurrenceState.POSTPONED, OccurrenceState.DRAFT})


class NotHeld(Exception):
    """Nobody came, or will: it is called off, postponed or not announced yet."""


class NotPublished(Exception):
    """The survey has no version that could be answered."""


class AlreadyPlanned(Exception):
    """This survey asks there already."""


class AlreadyAsked(Exception):
    """People have been asked: it is closed where surveys are, and no longer taken back here."""


def usual_moment(occurrence: Occurrence) -> datetime:
    """The morning after, on the clock of the place."""
    day = occurrence.ends_at.astimezone(occurrence.zone).date() + timedelta(days=1)
    return datetime.combine(day, MORNING, tzinfo=occurrence.zone)


@transaction.atomic
def plan_survey(*, occurrence: Occurrence, survey: Survey, ask_at: datetime, by: User, at: datetime) -> AttendeeSurvey:
    """Have those who come asked from a moment on, never before it is over. Raises NotHeld, NotPublished,
    AlreadyPlanned.
    """
    if occurrence.state in NOT_HELD:
        raise NotHeld
    if not survey.versions.exists():
        raise NotPublished
    row = AttendeeSurvey(occurrence=occurrence, survey=survey, ask_at=max(ask_at, occurrence.ends_at), by=by)
    row.planned_at = at
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise AlreadyPlanned from None
    audit.record(occurrence, action="door.plan_survey", by=by, at=at, survey=survey.pk)
    return row


@transaction.atomic
def take_back_survey(*, planned: AttendeeSurvey, by: User, at: datetime) -> None:
    """Ask nobody after all. Raises AlreadyAsked."""
    row = AttendeeSurvey.objects.select_for_update().filter(pk=planned.pk).first()
    if row is None:
        return
    if row.occasion_id:
        raise AlreadyAsked
    audit.record(row.occurrence, action="door.take_back_survey", by=by, at=at, survey=row.survey_id)
    row.delete()


def surveys_due(*, at: datetime, occurrence_id: int | None = None) -> list[int]:
    """Those whose moment has come, of occurrences where it is settled who came; also those that asked and are open,
    for whoever was corrected into the list after."""
    settled = Exists(Settlement.objects.filter(occurrence=OuterRef("occurrence")))
    open_still = Q(occasion__isnull=True) | Q(occasion__closed_at__isnull=True, occasion__deadline_at__gt=at)
    rows = AttendeeSurvey.objects.filter(settled, open_still, ask_at__lte=at).exclude(occurrence__state__in=NOT_HELD)
    rows = rows.filter(occasion__isnull=True) if occurrence_id is None else rows.filter(occurrence=occurrence_id)
    return list(rows.order_by("ask_at", "pk").values_list("pk", flat=True))


@transaction.atomic
def ask_those_who_came(*, planned_id: int, at: datetime) -> int:
    """Open the survey there unless it is, and ask whoever came and is not asked, but assistants; say how many came.

    Safe to run twice: the row is locked, and everybody is asked once. Mail, its reminder and crisis pauses are the
    survey tool's.
    """
    rows = AttendeeSurvey.objects.select_for_update(of=("self",)).select_related("occurrence", "survey", "occasion")
    planned = rows.filter(pk=planned_id).first()
    if planned is None or planned.pk not in surveys_due(at=at, occurrence_id=planned.occurrence_id):
        return 0
    if planned.occasion is None:
        planned.occasion = open_occasion(
            survey=planned.survey,
            kind=KIND,
            key=key_of(planned.occurrence),
            deadline_at=at + timedelta(days=DAYS),
            by=None,
            at=at,
        )
        planned.save(update_fields=["occasion"])
    came = who_came(planned.occurrence).filter(is_assistant=False)
    came = came.select_related("user", "organisation", "booking__organisation")
    for place in came.order_by("pk"):
        _ask(planned.occasion, place, at=at)
    return len(came)


def _ask(occasion: Occasion, place: Place, *, at: datetime) -> None:
    """By account, also one they have got meanwhile; else by address."""
    user = place.user or (person_with_address(place.email.lower()) if place.email else None)
    organisation: Organisation | None = place.organisation or place.booking.organisation
    if user is not None and user.is_active:
        ask(occasion=occasion, user=user, organisation=organisation, at=at)
    elif user is None and place.email:
        language = place.booking.language
        ask_guest(occasion=occasion, email=place.email, language=language, organisation=organisation, at=at)
