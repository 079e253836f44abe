"""Putting a survey to use, and ending that."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from cms import audit, clock
from cms.people.enums import OrganisationState
from cms.people.models import Membership, User
from cms.people.queries import current_memberships

from ..enums import AnswerPrivacy, Timing
from ..models import Occasion, Respondent, Response, Survey
from ..queries import deadline_of
from ..rules import may_open_occasion


class MayNotAsk(Exception):
    """Coordinators ask anybody; who answers for a course asks its people."""


class NotPublished(Exception):
    """The survey has no version yet."""


class AlreadyOpen(Exception):
    """The survey stands open there already."""


class DeadlinePassed(Exception):
    """The deadline must lie ahead."""


class PairIsConfidential(Exception):
    """Before and after are a person's own, so they can be neither anonymous nor shown with names."""


class NobodyToAsk(Exception):
    """The audience is empty."""


class AlreadyClosed(Exception):
    pass


@dataclass(frozen=True)
class Audience:
    """Who is asked: people of organisations of these kinds and counties, in one of these roles. Empty: all."""

    kinds: tuple[str, ...] = ()
    counties: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()

    def memberships(self, *, at: datetime) -> QuerySet[Membership]:
        held = current_memberships(on=clock.local_date(at))
        held = held.filter(user__is_active=True, organisation__state=OrganisationState.ACTIVE)
        if self.kinds:
            held = held.filter(organisation__kind__in=self.kinds)
        if self.counties:
            own = Q(organisation__county__in=self.counties)
            held = held.filter(own | Q(organisation__county=None, organisation__municipality__county__in=self.counties))
        return held.filter(role__in=self.roles) if self.roles else held

    def people(self, *, at: datetime) -> dict[int, int]:
        """The organisation each person is asked for: of several, where they have been longest. One query."""
        rows = self.memberships(at=at).order_by("-starts_on", "-pk")
        return dict(rows.values_list("user_id", "organisation_id"))


@transaction.atomic
def open_occasion(
    *,
    survey: Survey,
    kind: str,
    key: str = "",
    audience: Audience | None = None,
    timing: str = Timing.ONCE,
    deadline_at: datetime | None = None,
    days: int = 30,
    by: User | None,
    at: datetime,
) -> Occasion:
    """Ask from now on. With an audience everybody in it is asked at once, and mailed by the next tick.

    Raises MayNotAsk, NotPublished, AlreadyOpen, DeadlinePassed, PairIsConfidential, NobodyToAsk.
    """
    if by and not may_open_occasion(by, kind, key, at=at):
        raise MayNotAsk
    version = survey.versions.order_by("-number").first()
    if version is None:
        raise NotPublished
    if deadline_at and deadline_at <= at:
        raise DeadlinePassed
    if timing == Timing.BEFORE_AND_AFTER and survey.privacy != AnswerPrivacy.CONFIDENTIAL:
        raise PairIsConfidential
    people = audience.people(at=at) if audience else {}
    if audience and not people:
        raise NobodyToAsk
    occasion = Occasion(
        survey=survey, version=version, kind=kind, key=key, privacy=survey.privacy, timing=timing, days=days
    )
    occasion.audience = {name: list(values) for name, values in asdict(audience).items()} if audience else {}
    occasion.opened_at, occasion.opened_by, occasion.deadline_at = at, by, deadline_at
    _save_once(occasion)
    _ask_all(occasion, people, at=at)
    audit.record(occasion, action="surveys.open", by=by, at=at, survey=survey.pk, kind=kind, asked=len(people))
    return occasion


def _save_once(occasion: Occasion) -> None:
    try:
        with transaction.atomic():
            occasion.save(force_insert=True)
    except IntegrityError:
        raise AlreadyOpen from None


def _ask_all(occasion: Occasion, people: dict[int, int], *, at: datetime) -> None:
    asked = [
        Respondent(occasion=occasion, user_id=user, organisation_id=organisation, asked_at=at, mail_due_at=at)
        for user, organisation in people.items()
    ]
    Respondent.objects.bulk_create(asked, batch_size=500)


@transaction.atomic
def close_occasion(*, occasion: Occasion, by: User | None, at: datetime) -> Occasion:
    """Take no more answers. Everything that was answered counts from now on; nobody is reminded any more.

    Begun answers are let go of; those of an anonymous survey, which nobody can find, when they have lain for a while.
    Raises MayNotAsk and AlreadyClosed.
    """
    if by and not may_open_occasion(by, occasion.kind, occasion.key, at=at):
        raise MayNotAsk
    locked = Occasion.objects.select_for_update().get(pk=occasion.pk)
    if not locked.is_open:
        raise AlreadyClosed
    locked.closed_at = at
    locked.save(update_fields=["closed_at"])
    Respondent.objects.filter(occasion=locked, answered=False).update(mail_due_at=None, draft={})
    Response.objects.filter(occasion=locked).update(released=True, released_in_year=True)
    audit.record(locked, action="surveys.close", by=by, at=at)
    return locked


def occasions_to_close(*, at: datetime) -> list[int]:
    """Ids of occasions whose deadline has passed for everybody who has not answered, pauses counted."""
    due = Occasion.objects.filter(closed_at__isnull=True, deadline_at__lte=at)
    return [one.pk for one in due if all(deadline_of(asked, at=at) <= at for asked in _one_of_each_house(one))]


def _one_of_each_house(occasion: Occasion) -> list[Respondent]:
    """A pause moves the deadline of a whole organisation, so one of each tells."""
    rows = occasion.respondents.filter(answered=False).order_by("organisation_id", "-asked_at")
    found: dict[int | None, Respondent] = {}
    for organisation, asked_at in rows.values_list("organisation_id", "asked_at"):
        found.setdefault(organisation, Respondent(occasion=occasion, organisation_id=organisation, asked_at=asked_at))
    return list(found.values())
