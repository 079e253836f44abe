"""Reads about surveys that more than one place needs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from cms import clock
from cms.people.models import User

from .content import Asked, content_of
from .enums import AnswerPrivacy, Moment
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
    return bool(_open_among([respondent], at=at))


def _open_among(respondents: Iterable[Respondent], *, at: datetime) -> list[Respondent]:
    """A query for each kind that has a before, at most."""
    running = [one for one in respondents if one.occasion.is_open and deadline_of(one, at=at) > at]
    instances: dict[str, set[str]] = {}
    for one in running:
        if one.moment == Moment.BEFORE:
            instances.setdefault(one.occasion.kind, set()).add(one.instance)
    before = {kind: kind_of(kind).are_before(those) for kind, those in instances.items()}
    return [one for one in running if one.moment != Moment.BEFORE or one.instance in before[one.occasion.kind]]


def shown_on_my_day(user: User) -> QuerySet[Respondent]:
    """What may wait for this person's answer, and where they answered before and after."""
    waits = Q(answered=False, occasion__closed_at__isnull=True)
    compared = Q(answered=True, moment=Moment.AFTER, response__isnull=False)
    return Respondent.objects.filter(waits | compared, user=user)


def surveys_of(user: User, *, at: datetime) -> tuple[list[Respondent], list[Respondent]]:
    """What waits for this person's answer, the nearest deadline first; and where they answered before and after."""
    rows = shown_on_my_day(user)
    found = list(rows.select_related("occasion__version").order_by("-asked_at", "-pk"))
    waiting = _open_among((one for one in found if not one.answered), at=at)
    return sorted(waiting, key=lambda one: (deadline_of(one, at=at), one.pk)), [one for one in found if one.answered]


def waiting_for(user: User, *, at: datetime) -> list[Respondent]:
    """Surveys that wait for this person's answer."""
    return surveys_of(user, at=at)[0]


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


def countable(occasions: Collection[Occasion], *, by_year: bool = False) -> QuerySet[Response]:
    """The answers that may be counted now, altogether or each in its year.

    In a survey that shows sums, one with a deadline shows nothing before it is closed, and one that stands open counts
    new answers five at a time: whoever looks every day must not see a single one come.
    """
    whole = Q(occasion__privacy=AnswerPrivacy.NAMED) | Q(occasion__closed_at__isnull=False)
    in_fives = Q(occasion__deadline_at__isnull=True) & (Q(released_in_year=True) if by_year else Q(released=True))
    return Response.objects.filter(whole | in_fives, occasion__in=[one.pk for one in occasions])


def rows_of(occasion: Occasion) -> list[Row]:
    """The countable answers as plain values. One query; what cannot be unsealed any more is left out."""
    return rows_by_occasion([occasion])[occasion.pk]


def rows_by_occasion(occasions: Collection[Occasion], *, by_year: bool = False) -> dict[int, list[Row]]:
    """One query for any number of occasions."""
    return _by_occasion(countable(occasions, by_year=by_year), occasions)


def _by_occasion(responses: QuerySet[Response], occasions: Collection[Occasion]) -> dict[int, list[Row]]:
    names = ("occasion_id", "answers", "version_id", "moment", "year", "background", "respondent_id", "sealed")
    found: dict[int, list[Row]] = {one.pk: [] for one in occasions}
    for occasion, *values in responses.values_list(*names).iterator(2000):
        if row := _row(*values):
            found[occasion].append(row)
    return found


def _row(
    answers: Any, version: int, moment: str, year: int, background: Any, respondent: int | None, sealed: str
) -> Row | None:
    if not sealed:
        return Row(answers, version, moment, year, background, respondent)
    try:
        inside = unseal(sealed)
    except Unreadable:
        return None
    return Row(inside["answers"], inside["version"], moment, year, inside["background"])


def questions_of(occasion: Occasion, rows: Iterable[Row]) -> list[Asked]:
    """What was asked on this occasion, over all versions that were answered; the newest wording counts."""
    return questions_by_occasion([occasion], {occasion.pk: list(rows)})[occasion.pk]


def questions_by_occasion(occasions: Collection[Occasion], rows: Mapping[int, Sequence[Row]]) -> dict[int, list[Asked]]:
    """One query for any number of occasions."""
    used = {one.pk: {row.version for row in rows[one.pk]} | {one.version_id} for one in occasions}
    versions = SurveyVersion.objects.in_bulk(set().union(*used.values()))
    found = {}
    for occasion, numbers in used.items():
        newest_first = sorted((versions[pk] for pk in numbers), key=lambda version: -version.number)
        asked = merged(question for version in newest_first for question in content_of(version).questions)
        found[occasion] = list(asked.values())
    return found


def pairs_of(occasion: Occasion) -> list[tuple[Row, Row]]:
    """Answers before and after of the same person and time. Two queries.

    Who answers after has answered before, so a pair counts when its second half does: five new pairs at a time.
    """
    both = Q(moment=Moment.BEFORE) | Q(moment=Moment.AFTER, pk__in=countable([occasion]).values("pk"))
    rows = _by_occasion(Response.objects.filter(both, occasion=occasion), [occasion])[occasion.pk]
    by_respondent = {row.respondent: row for row in rows if row.respondent}
    asked = Respondent.objects.filter(occasion=occasion, answered=True)
    found: dict[tuple[int, str], dict[str, Row]] = {}
    for pk, user, instance, moment in asked.values_list("pk", "user_id", "instance", "moment"):
        if pk in by_respondent:
            found.setdefault((user, instance), {})[moment] = by_respondent[pk]
    return [(one[Moment.BEFORE], one[Moment.AFTER]) for one in found.values() if len(one) > 1]
