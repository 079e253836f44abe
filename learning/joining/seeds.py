"""The demo's ways into courses: a group with a key, two who ask, two who are sent. Safe to run again."""

from datetime import datetime, timedelta

from django.db import transaction

from cms import clock
from cms.demo import people as demo
from cms.people.models import Organisation, User
from learning.models import Course

from .domain.entering import enrol_for
from .domain.groups import let_teach, set_group
from .domain.keys import make_key
from .domain.lists import advance_list, check_list, start_list
from .domain.requests import ask
from .domain.ways import Terms, set_ways
from .list_lines import lines_of_people
from .models import CourseWays

DAY = timedelta(days=1)
WITH_KEY, ON_REQUEST, SENT_TO = "stabsarbeid-og-loggforing", "forsyning-og-beredskapslager", "psykologisk-forstehjelp"
REASONS = (
    "Jeg har nettopp fått ansvar for beredskapslageret vårt og skal legge fram en plan for rådmannen før påske.",
    "Vi skal inngå avtaler om drivstoff og vann med bedriftene i bygda, og jeg vil gjøre det riktig fra starten.",
)


@transaction.atomic
def seed() -> None:
    """All or nothing, once."""
    if CourseWays.objects.exists():
        return
    now = clock.now()
    owner = User.objects.get(email=demo.COURSE_OWNER.email)
    _seed_group(owner, now)
    _seed_requests(owner, now)
    _seed_sent(now)


def _seed_group(owner: User, now: datetime) -> None:
    """A group that starts in three weeks, with a key for those who come from outside the plan."""
    course = Course.objects.select_related("current_release").get(slug=WITH_KEY)
    follow_up = Course.objects.get(slug=ON_REQUEST)
    terms = Terms(is_open=False, by_key=True, on_request=True, follow_up=follow_up)
    set_ways(course=course, terms=terms, by=owner, at=now - 20 * DAY)
    starts_on = clock.local_date(now + 21 * DAY)
    group = set_group(
        course=course,
        name=f"Stabsgruppa {starts_on.year}",
        starts_on=starts_on,
        ends_on=starts_on + 60 * DAY,
        by=owner,
        at=now - 20 * DAY,
    )
    let_teach(group=group, user=User.objects.get(email=demo.TEACHER.email), by=owner, at=now - 20 * DAY)
    make_key(course=course, group=group, most_uses=20, by=owner, at=now - 19 * DAY)
    for place, learner in enumerate(_free_for(course, most=3)):
        enrol_for(course=course, learner=learner, group=group, by=owner, at=now - (10 - place) * DAY)


def _seed_requests(owner: User, now: datetime) -> None:
    course = Course.objects.get(slug=ON_REQUEST)
    set_ways(course=course, terms=Terms(is_open=False, on_request=True), by=owner, at=now - 30 * DAY)
    course = Course.objects.select_related("ways").get(pk=course.pk)
    for days, learner, reason in zip((4, 2), _free_for(course, most=2), REASONS, strict=False):
        ask(course=course, learner=learner, reason=reason, at=now - days * DAY)


def _seed_sent(now: datetime) -> None:
    """The contact person of the demo's municipality sends two of its people."""
    course = Course.objects.get(slug=SENT_TO)
    contact = User.objects.get(email=demo.CONTACT.email)
    here = Organisation.objects.get(memberships__user=contact, memberships__role="contact")
    people = _free_for(course, most=2, organisation=here)
    if not people:
        return
    at = now - 3 * DAY
    record = check_list(course=course, organisation=here, lines=lines_of_people(people), by=contact, at=at)
    start_list(record=record, by=contact, at=at)
    while advance_list(list_id=record.pk, at=at):
        pass


def _free_for(course: Course, *, most: int, organisation: Organisation | None = None) -> list[User]:
    """People who have never taken a course, none of the school and not the demo's own learner, in a fixed order."""
    kept = [person.email for person in (*demo.STAFF, demo.LEARNER, demo.CONTACT)]
    people = User.objects.filter(memberships__isnull=False, is_active=True, language="nb").exclude(email__in=kept)
    if organisation:
        people = people.filter(memberships__organisation=organisation)
    return list(people.exclude(enrolments__course=course).distinct().order_by("email")[:most])
