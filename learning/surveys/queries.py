"""Reads about surveys that more than one place needs."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from cms import clock
from cms.people.models import User

from .content import Asked, content_of
from .enums import Moment
from .models import Occasion, Respondent, Response, SurveyVersion
from .occasions import kind_of
from .results import Row, merged
from .sealing import Unreadable, unseal


def deadline_of(respondent: Respondent, *, at: datetime) -> datetime:
    """Where this person's deadline stands, as known at `at`: a crisis pause moves it."""
    occasion = respondent.occasion
    deadline = occasion.deadline_at or respondent.asked_at + timedelta(days=occasion.days)
    return clock.deadline_after_pauses(
        organisation_id=respondent.organisation_id, since=respondent.asked_at, deadline=deadline, at=at
    )


def is_open_for(respondent: Respondent, *, at: datetime) -> bool:
    """Whether it can be answered now: not closed, not past the person's deadline, and "before" still before."""
    occasion = respondent.occasion
    if not occasion.is_open or deadline_of(respondent, at=at) <= at:
        return False
    return respondent.moment != Moment.BEFORE or kind_of(occasion.kind).is_before(respondent.instance)


def waiting_for(user: User, *, at: datetime) -> list[Respondent]:
    """Surveys that wait for this person's answer, those with the nearest deadline first."""
    asked = Respondent.objects.filter(user=user, answered=False, occasion__closed_at__isnull=True)
    found = [one for one in asked.select_related("occasion__version") if is_open_for(one, at=at)]
    return sorted(found, key=lambda one: (deadline_of(one, at=at), one.pk))


def answered_pairs_of(user: User) -> QuerySet[Respondent]:
    """Where this person has answered both before and after: the row of after."""
    rows = Respondent.objects.filter(user=user, moment=Moment.AFTER, answered=True, response__isnull=False)
    return rows.select_related("occasion__version", "response").order_by("-asked_at", "-pk")


def own_response(respondent: Respondent, moment: str) -> Response | None:
    """What the same person answered at the other moment of a pair."""
    return Response.objects.filter(
        respondent__occasion=respondent.occasion_id,
        respondent__user=respondent.user_id,
        respondent__instance=respondent.instance,
        respondent__moment=moment,
    ).first()


def with_counts(occasions: QuerySet[Occasion]) -> QuerySet[Occasion]:
    """Each with `asked` and `answers`: how many were asked, and have answered."""
    return occasions.annotate(
        asked=Count("respondents", distinct=True),
        answers=Count("respondents", filter=Q(respondents__answered=True), distinct=True),
    )


# --- For results --------------------------------------------------------------------------------


def countable(occasion: Occasion) -> QuerySet[Response]:
    """The answers that may be counted now.

    In a survey that shows sums, one with a deadline shows nothing before it is closed, and one that stands open counts
    new answers five at a time: whoever looks every day must not see a single one come.
    """
    responses = Response.objects.filter(occasion=occasion)
    if not occasion.shows_sums_only or occasion.closed_at:
        return responses
    return responses.filter(released=True) if occasion.deadline_at is None else responses.none()


def rows_of(occasion: Occasion) -> list[Row]:
    """The countable answers as plain values. One query; what cannot be unsealed any more is left out."""
    return list(_rows(countable(occasion)))


def _rows(responses: QuerySet[Response]) -> Iterable[Row]:
    names = ("answers", "version_id", "moment", "year", "background", "respondent_id", "sealed")
    for answers, version, moment, year, background, respondent, sealed in responses.values_list(*names).iterator(2000):
        if not sealed:
            yield Row(answers, version, moment, year, background, respondent)
            continue
        try:
            inside = unseal(sealed)
        except Unreadable:
            continue
        yield Row(inside["answers"], inside["version"], moment, year, inside["background"])


def questions_of(occasion: Occasion, rows: Iterable[Row]) -> list[Asked]:
    """What was asked on this occasion, over all versions that were answered; the newest wording counts."""
    used = {row.version for row in rows} | {occasion.version_id}
    versions = SurveyVersion.objects.filter(pk__in=used).order_by("-number")
    return list(merged(question for version in versions for question in content_of(version).questions).values())


def pairs_in(occasion: Occasion, rows: Iterable[Row]) -> list[tuple[Row, Row]]:
    """Answers before and after of the same person and time. One query."""
    by_respondent = {row.respondent: row for row in rows if row.respondent}
    asked = Respondent.objects.filter(occasion=occasion, answered=True)
    found: dict[tuple[int, str], dict[str, Row]] = {}
    for pk, user, instance, moment in asked.values_list("pk", "user_id", "instance", "moment"):
        if pk in by_respondent:
            found.setdefault((user, instance), {})[moment] = by_respondent[pk]
    return [(one[Moment.BEFORE], one[Moment.AFTER]) for one in found.values() if len(one) > 1]
