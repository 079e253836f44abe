"""Reads used more than once."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    CharField,
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import Cast, Coalesce

from cms import clock
from cms.people.models import Organisation, User
from cms.people.queries import whole_of
from cms.sorting import nordic

from .enums import COUNTED, AttemptState, CertificateEventKind, CompletedPolicy, EnrolmentState, ItemStatus, Verb
from .gates.facts import courses_taken, known_from, known_of
from .gates.known import Known
from .joining.opening import opens_on
from .models import (
    Attempt,
    Certificate,
    CertificateEvent,
    Course,
    CourseRelease,
    CourseStaff,
    Enrolment,
    ExtraTime,
    GradingEvent,
    ItemState,
    ReleaseItem,
    ReleaseLesson,
)
from .outline import Item, outline_of
from .projections import Fact
from .standing import Standing

KEPT = 512
_contents: "OrderedDict[str, list[dict[str, Any]]]" = OrderedDict()


def enrolment_of(user: User, course_slug: str) -> Enrolment | None:
    """A person's enrolment in a course: the one under way, else the latest. One query, without the outline's JSON."""
    found = (
        Enrolment.objects.filter(learner=user, course__slug=course_slug)  # type: ignore[no-redef]
        .exclude(state=EnrolmentState.WITHDRAWN)
        .select_related("course__ways", "release", "course_state")
        .defer("release__outline")
        .annotate(offers_update=Exists(offering_releases()), opens_on=opens_on())
    )
    return found.order_by("-number").first()


def enrolments_of_people(people: Iterable[int]) -> QuerySet[Enrolment]:
    """What these people take and have taken, newest first, with learner, course and progress."""
    rows = Enrolment.objects.filter(learner__in=list(people)).exclude(state=EnrolmentState.WITHDRAWN)
    return rows.select_related("learner", "course", "course_state").order_by("-enrolled_at", "-pk")


def enrolments_of(user: User) -> QuerySet[Enrolment]:
    """A person's enrolments, newest first, with course and progress; withdrawn ones left out."""
    return (
        Enrolment.objects.filter(learner=user)  # type: ignore[no-redef]
        .exclude(state=EnrolmentState.WITHDRAWN)
        .select_related("course", "release", "course_state")
        .defer("release__outline")
        .annotate(offers_update=Exists(offering_releases()), opens_on=opens_on())
        .order_by("-enrolled_at")
    )


def done_keys(enrolment: Enrolment) -> frozenset[str]:
    """Keys of the items that count as done. One query."""
    return frozenset(enrolment.item_states.filter(status__in=COUNTED).values_list("item_key", flat=True))


# Item key, status, best score.
ItemRow = tuple[str, str, int | None]


def item_rows(enrolment: Enrolment) -> list[ItemRow]:
    """How far the learner is with each item. One query."""
    return list(enrolment.item_states.values_list("item_key", "status", "best_score"))


def standing_of(enrolment: Enrolment, *, language: str, at: datetime | None = None) -> Standing:
    """Where the learner stands, read in a language if the release holds it. One query, and at most one more where
    gates ask for other courses.
    """
    return standing_from(enrolment, item_rows(enrolment), language=language, at=at or clock.now())


def standing_from(enrolment: Enrolment, rows: Iterable[ItemRow], *, language: str, at: datetime) -> Standing:
    """The same, from rows that were read already."""
    needs, known = outline_of(enrolment.release).needs, None
    if needs.anything:  # most courses ask for nothing, and even an unasked query is work
        held = certificates_that_hold(on=clock.local_date(at)).filter(holder=enrolment.learner_id)
        known = known_of(enrolment, needs, held=held, at=at)
    return standing_with(enrolment, rows, language=language, known=known)


def standing_with(
    enrolment: Enrolment, rows: Iterable[ItemRow], *, language: str, known: Known | None = None
) -> Standing:
    """The same, when what the gates ask about is known. No query."""
    outline, rows = outline_of(enrolment.release), list(rows)
    return Standing(
        outline,
        frozenset(key for key, status, _score in rows if status in COUNTED),
        outline.language_for(language),
        waived=frozenset(key for key, status, _score in rows if status == ItemStatus.WAIVED),
        scores={key: score for key, _status, score in rows if score is not None},
        opened=frozenset(enrolment.course_state.opened),
        known=known,
    )


def lesson_blocks(release: CourseRelease, lesson_key: UUID, language: str) -> list[dict[str, Any]]:
    """A lesson's frozen blocks. They never change, so they are kept in memory under their hash."""
    outline = outline_of(release)
    language = outline.language_for(language)
    digest = outline.by_key[lesson_key].hashes[language]
    blocks = _contents.get(digest)
    if blocks is None:
        blocks = ReleaseLesson.objects.get(release=release, lesson_key=lesson_key, language=language).content
        _contents[digest] = blocks
        if len(_contents) > KEPT:
            _contents.popitem(last=False)
    return blocks


def frozen_quiz(release: CourseRelease, item: Item, language: str) -> dict[str, Any]:
    """The quiz of an item, with its questions and their keys. Not for templates."""
    block_id = item.key.split(":", 1)[1]
    return next(block for block in lesson_blocks(release, item.lesson_key, language) if block["id"] == block_id)


def open_among(attempts: Iterable[Attempt]) -> Attempt | None:
    """The attempt under way; one that counts no more is left lying."""
    return next((one for one in attempts if one.state == AttemptState.STARTED and one.counts), None)


def is_trying(enrolment: Enrolment, lesson_key: UUID) -> bool:
    """Whether the learner is in the middle of an attempt at a quiz of this lesson."""
    under_way = enrolment.attempts.filter(state=AttemptState.STARTED, counts=True)
    return under_way.filter(item_key__startswith=f"{lesson_key}:").exists()


def quiz_on(release: CourseRelease, item_key: str, language: str) -> dict[str, Any]:
    """The quiz an attempt was started on, whichever release its learner stands on now. Not for templates."""
    outline = outline_of(release)
    item = outline.by_key[UUID(item_key.split(":", 1)[0])].item(item_key)
    if item is None:
        raise LookupError(item_key)
    return frozen_quiz(release, item, outline.language_for(language))


def with_grade(attempts: QuerySet[Attempt]) -> QuerySet[Attempt]:
    """Attempts, each with `final_score` and `final_passed`: what its latest regrade says, else what it was marked."""
    latest = GradingEvent.objects.filter(attempt=OuterRef("pk")).order_by("-pk")
    return attempts.annotate(  # type: ignore[no-redef]
        final_score=Coalesce(Subquery(latest.values("score")[:1]), "score"),
        final_passed=Coalesce(Subquery(latest.values("passed")[:1]), "passed"),
    )


def overdue_attempts(*, before: datetime) -> list[int]:
    """Attempts under way whose time was up before this moment, if no pause has moved it. One query."""
    late = Attempt.objects.filter(state=AttemptState.STARTED, due_at__lt=before)
    return list(late.order_by("due_at").values_list("pk", flat=True)[:1000])


def extra_time_of(enrolment: Enrolment, *, at: datetime) -> ExtraTime | None:
    """The extra time a learner has at this moment. One query."""
    held = enrolment.extra_times.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)
    return held.order_by("-starts_at").first()


def seed_of(enrolment: Enrolment, number: int) -> str:
    """What decides the order of mixed things in an attempt: known before it is started, kept in it afterwards."""
    return f"{enrolment.pk}:{number}"


def open_course(slug: str) -> Course | None:
    """A course people can enrol in, with its current release."""
    return (
        Course.objects.filter(slug=slug, current_release__isnull=False)
        .select_related("current_release", "ways")
        .defer("current_release__outline")
        .first()
    )


def certificates_with_standing() -> QuerySet[Certificate]:
    """Certificates, each with `last_event` and `last_event_at`: what happened to it last, None when nothing did."""
    last = CertificateEvent.objects.filter(certificate=OuterRef("pk")).order_by("-at", "-pk")
    return Certificate.objects.annotate(  # type: ignore[no-redef]
        last_event=Subquery(last.values("kind")[:1]), last_event_at=Subquery(last.values("at")[:1])
    )


def certificates_that_hold(*, on: date) -> QuerySet[Certificate]:
    """Certificates neither revoked, superseded nor expired on this day."""
    untouched = Q(last_event__isnull=True) | Q(last_event=CertificateEventKind.REINSTATED)
    return certificates_with_standing().filter(untouched).exclude(valid_until__lt=on)


def facts_of(enrolment: Enrolment) -> list[Fact]:
    """What happened in an enrolment, in the order in which it was written down. One query."""
    rows = enrolment.facts.order_by("pk").values_list("verb", "item_key", "item_hash", "value", "at")
    return [Fact(*row) for row in rows]


def last_move(enrolment: Enrolment) -> Fact | None:
    """How this enrolment came to the release it stands on; None when it was begun there. Asks only who was moved."""
    if enrolment.release.published_at <= enrolment.enrolled_at:
        return None
    rows = enrolment.facts.filter(verb=Verb.MOVED).order_by("-pk")
    row = rows.values_list("verb", "item_key", "item_hash", "value", "at").first()
    return Fact(*row) if row else None


def was_in_course(course: Course, lesson_key: UUID) -> bool:
    """Whether any release of the course has held this lesson."""
    return ReleaseItem.objects.filter(release__course=course, lesson_key=lesson_key).exists()


def open_releases_of(course: Course) -> QuerySet[CourseRelease]:
    """A course's releases, the newest first, each with how many people stand on it under way and completed."""
    people = {
        "under_way": Count("enrolments", filter=Q(enrolments__state=EnrolmentState.ACTIVE)),
        "completed": Count("enrolments", filter=Q(enrolments__state=EnrolmentState.COMPLETED)),
    }
    rows = CourseRelease.objects.filter(course=course).select_related("published_by").defer("outline")
    return rows.annotate(**people).order_by("-number")


def enrolments_to_update(*, on: date) -> QuerySet[Enrolment]:
    """Completed enrolments whose certificate holds and whose course has since had a release that offers an update:
    each person's last in a course, and none that is up to date or being brought there.
    """
    held = certificates_that_hold(on=on).filter(basis_kind="enrolment", basis_key=Cast(OuterRef("pk"), CharField()))
    later = Enrolment.objects.filter(
        course=OuterRef("course"), learner=OuterRef("learner"), number__gt=OuterRef("number")
    ).exclude(state=EnrolmentState.WITHDRAWN)
    return Enrolment.objects.filter(
        Exists(offering_releases()), Exists(held), ~Exists(later), state=EnrolmentState.COMPLETED
    )


def offering_releases() -> QuerySet[CourseRelease]:
    """For a subquery on enrolments: later releases of the course that offer an update to those who have completed."""
    return CourseRelease.objects.filter(
        course=OuterRef("course"),
        number__gt=OuterRef("release__number"),
        policy__completed=CompletedPolicy.OFFER_UPDATE.value,
    )


def enrolments_by_name(organisation: Organisation) -> dict[int, str]:
    """Enrolments made for an organisation, by person and course: the course's title for each id.

    One query of plain values, for an organisation of any size. Page the ids before you fetch more of them.
    """
    rows = Enrolment.objects.filter(organisation__in=whole_of(organisation)).exclude(state=EnrolmentState.WITHDRAWN)
    values = rows.order_by().values_list("pk", "learner_id", "learner__name", "course__title")
    in_order = sorted(values, key=lambda row: (nordic(row[2]), row[1], nordic(row[3]), row[0]))
    return {row[0]: row[3] for row in in_order}


def enrolments_in_order(ids: Sequence[int]) -> list[Enrolment]:
    """These enrolments with learner, course and progress, in the order of their ids here. One query."""
    found = Enrolment.objects.select_related("learner", "course", "course_state").in_bulk(ids)
    return [found[one] for one in ids if one in found]


def done_keys_of(enrolments: Iterable[Enrolment]) -> dict[int, frozenset[str]]:
    """Keys of the items that count as done, by enrolment. One query."""
    rows = ItemState.objects.filter(enrolment__in=[one.pk for one in enrolments], status__in=COUNTED)
    found: dict[int, set[str]] = {}
    for enrolment_id, key in rows.values_list("enrolment_id", "item_key"):
        found.setdefault(enrolment_id, set()).add(key)
    return {key: frozenset(keys) for key, keys in found.items()}


def item_rows_of(enrolments: Iterable[Enrolment]) -> dict[int, list[ItemRow]]:
    """How far learners are with each item, by enrolment. One query."""
    found: dict[int, list[ItemRow]] = {}
    rows = ItemState.objects.filter(enrolment__in=[one.pk for one in enrolments])
    for enrolment_id, key, status, score in rows.values_list("enrolment_id", "item_key", "status", "best_score"):
        found.setdefault(enrolment_id, []).append((key, status, score))
    return found


def standings_of(enrolments: Sequence[Enrolment], learner: User, *, language: str, at: datetime) -> dict[int, Standing]:
    """Where one person stands in several courses. One query, and one more where gates ask for other courses."""
    needs = {one.pk: outline_of(one.release).needs for one in enrolments}
    held = certificates_that_hold(on=clock.local_date(at)).filter(holder=learner)
    wanted = frozenset[UUID]().union(*(one.courses for one in needs.values()))
    taken = courses_taken(learner.pk, wanted, held=held)
    rows, found = item_rows_of(enrolments), {}
    for one in enrolments:
        known = known_from(one, needs[one.pk], taken, at=at) if needs[one.pk].anything else None
        found[one.pk] = standing_with(one, rows.get(one.pk, []), language=language, known=known)
    return found


def course_staff(*, at: datetime) -> QuerySet[CourseStaff]:
    """Roles in courses that are held at this moment."""
    return CourseStaff.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)


def course_roles_of(user: User) -> list[CourseStaff]:
    """Every role a person has or had in a course. One query, remembered on the object."""
    prefetch_related_objects([user], Prefetch("course_roles", CourseStaff.objects.select_related("course")))
    return list(user.course_roles.all())


def forget_course_roles(*users: User | None) -> None:
    """What these objects remember is asked again: the roles of one of them have changed."""
    for user in users:
        getattr(user, "_prefetched_objects_cache", {}).pop("course_roles", None)


def newest_enrolments(course: Course) -> QuerySet[Enrolment]:
    """Each learner's newest enrolment in a course: a retake takes the place of what was before. Withdrawn ones count
    as none.
    """
    there = Enrolment.objects.filter(course=course).exclude(state=EnrolmentState.WITHDRAWN)
    later = Enrolment.objects.filter(
        course=OuterRef("course"), learner=OuterRef("learner"), number__gt=OuterRef("number")
    ).exclude(state=EnrolmentState.WITHDRAWN)
    return there.filter(~Exists(later))


def learners_of(course: Course) -> list[Enrolment]:
    """Who takes a course, by name, each with person, organisation and progress. One query, any size."""
    enrolments = (
        Enrolment.objects.filter(course=course)
        .exclude(state=EnrolmentState.WITHDRAWN)
        .select_related("learner", "organisation", "course_state")
    )
    return sorted(enrolments, key=lambda one: (nordic(one.learner.name), one.number))
