"""Freezing a survey as a version that people answer."""

from datetime import datetime

from django.db import transaction

from cms import audit
from cms.people.models import User

from ..content import digest_of, frozen, problems_of
from ..models import Occasion, Survey, SurveyVersion
from ..rules import may_edit_surveys


class MayNotPublish(Exception):
    """Editors, course owners and coordinators publish surveys."""


class NotReady(Exception):
    """Something is missing; `problems` says what."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__(problems)
        self.problems = problems


class NothingNew(Exception):
    """It reads as the newest version does."""


@transaction.atomic
def publish_survey(*, survey: Survey, by: User | None, at: datetime) -> SurveyVersion:
    """Write the next version. Occasions that are open ask it from now on; who has begun goes on with theirs.

    Raises MayNotPublish, NotReady and NothingNew.
    """
    if by and not may_edit_surveys(by):
        raise MayNotPublish
    locked = Survey.objects.select_for_update().get(pk=survey.pk)
    if problems := problems_of(locked):
        raise NotReady(problems)
    content = frozen(locked)
    digest, last = digest_of(content), locked.versions.order_by("-number").first()
    if last and last.digest == digest:
        raise NothingNew
    number = last.number + 1 if last else 1
    version = SurveyVersion.objects.create(
        survey=locked, number=number, content=content, digest=digest, published_at=at, published_by=by
    )
    Occasion.objects.filter(survey=locked, closed_at__isnull=True).update(version=version)
    audit.record(survey, action="surveys.publish", by=by, at=at, version=number)
    return version
