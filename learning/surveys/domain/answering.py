"""Answering: beginning, saving for later, sending."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from cms import audit, clock
from cms.people.models import Organisation, User

from ..answers import Answers
from ..models import Occasion, Respondent, Response, SurveyVersion
from ..queries import is_open_for
from ..rules import is_asked, is_asked_by_link
from .mixing import drop_in, release


class NotAsked(Exception):
    """The survey asks somebody else."""


class AlreadyAnswered(Exception):
    """Everybody answers once."""


class TooLate(Exception):
    """The deadline has passed, or what was to be answered before has been done."""


@transaction.atomic
def save_draft(
    *, respondent: Respondent, version: SurveyVersion, draft: dict[str, Any], by: User | None, at: datetime
) -> Respondent:
    """Keep begun answers of a survey that is not anonymous. Raises NotAsked, AlreadyAnswered, TooLate."""
    locked = _lock(respondent, by=by, at=at)
    assert not locked.occasion.is_anonymous
    locked.draft, locked.version = draft, version
    locked.save(update_fields=["draft", "version"])
    return locked


@transaction.atomic
def submit_answers(
    *, respondent: Respondent, version: SurveyVersion, answers: Answers, by: User | None, at: datetime
) -> Respondent:
    """Take the answers, once. Of an anonymous survey no line is left in the log, nor anywhere else, of when.

    The occasion is locked first: those who answer at the same moment come one after the other. Raises NotAsked,
    AlreadyAnswered, TooLate.
    """
    Occasion.objects.select_for_update().get(pk=respondent.occasion_id)
    locked = _lock(respondent, by=by, at=at)
    locked.answered, locked.mail_due_at, locked.draft = True, None, {}
    if locked.occasion.is_anonymous:
        locked.save(update_fields=["answered", "mail_due_at", "draft"])
        inside = {"answers": answers, "version": version.pk, "background": background_of(locked.organisation)}
        drop_in(occasion=locked.occasion, moment=locked.moment, year=clock.local_date(at).year, inside=inside)
        return locked
    locked.version = version
    locked.save(update_fields=["answered", "mail_due_at", "draft", "version"])
    _keep(locked, version, answers, at=at)
    audit.record(locked, action="surveys.answer", by=by, at=at, occasion=locked.occasion_id)
    return locked


def _lock(respondent: Respondent, *, by: User | None, at: datetime) -> Respondent:
    """`by` is nobody for who answers by their link, which says that the survey asks them."""
    found = Respondent.objects.select_for_update(of=("self",))
    locked = found.select_related("occasion", "organisation__municipality").get(pk=respondent.pk)
    if not (is_asked(by, locked) if by else is_asked_by_link(locked)):
        raise NotAsked
    if locked.answered:
        raise AlreadyAnswered
    if not is_open_for(locked, at=at):
        raise TooLate
    return locked


def _keep(respondent: Respondent, version: SurveyVersion, answers: Answers, *, at: datetime) -> None:
    """Answers with their person. In confidence they count for others once there are five new ones."""
    occasion, day = respondent.occasion, clock.local_date(at)
    at_once = not occasion.shows_sums_only
    Response.objects.create(
        occasion=occasion,
        moment=respondent.moment,
        year=day.year,
        released=at_once,
        released_in_year=at_once,
        respondent=respondent,
        version=version,
        answers=answers,
        background=background_of(respondent.organisation),
        answered_on=day,
    )
    waits = Q(released=False) | Q(year=day.year, released_in_year=False)
    waiting = list(Response.objects.filter(waits, occasion=occasion, moment=respondent.moment))
    release(waiting, year=day.year)
    Response.objects.bulk_update(waiting, ["released", "released_in_year"])


def background_of(organisation: Organisation | None) -> dict[str, str]:
    """What answers are compared by: the kind of organisation and its county, its own before its municipality's."""
    if organisation is None:
        return {}
    municipality = organisation.municipality
    county = organisation.county_id or (municipality.county_id if municipality else None)
    return {"kind": str(organisation.kind)} | ({"county": str(county)} if county else {})
