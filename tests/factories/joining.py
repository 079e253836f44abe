"""Ways into courses, and people on them."""

import re
from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import count
from uuid import uuid4

from cms.mail.models import OutboxMessage
from learning.joining.domain.groups import place_in_group, set_group
from learning.joining.domain.invitations import invite
from learning.joining.domain.keys import make_key as make_course_key
from learning.joining.domain.lists import advance_list, check_list, start_list
from learning.joining.domain.requests import ask
from learning.joining.domain.ways import Terms, set_ways
from learning.joining.list_lines import lines_of_file, lines_of_people
from learning.joining.models import EnrolmentList
from learning.models import Course, CourseRelease

from .learning import AT, make_enrolment
from .people import make_contact, make_membership, make_organisation, make_user

__all__ = ["AT", "course_with"]
DAY = timedelta(days=1)
_numbers = count(1)
HEAD = "Navn;E-post"


def plain_course(lessons=2, *, title="Beredskapsplikten"):
    """A course with a release to stand on and lessons to read, made without pages, which is quick."""
    number = next(_numbers)
    course = Course.objects.create(translation_key=uuid4(), slug=f"plain-{number}", title=title)
    about = {"title": title, "lead": "", "outcome": "Kan forklare plikten"}
    outline = {
        "course": {
            "key": str(course.translation_key),
            "texts": {"nb": about},
            "languages": ["nb"],
            "source_language": "nb",
            "in_order": False,
            "hours": "3.0",
            "valid_months": None,
        },
        "modules": [
            {
                "key": str(uuid4()),
                "titles": {"nb": "Modul"},
                "summaries": {"nb": ""},
                "lessons": [_lesson(one) for one in range(lessons)],
            }
        ],
    }
    release = CourseRelease.objects.create(
        course=course, number=1, schema=1, outline=outline, content_hash=uuid4().hex, published_at=AT
    )
    Course.objects.filter(pk=course.pk).update(current_release=release)
    return fresh(course)


def _lesson(number):
    key, digest = str(uuid4()), uuid4().hex
    reading = {"key": key, "kind": "reading", "required": True, "rule": {}, "hash": digest}
    return {
        "key": key,
        "minutes": 10,
        "required": True,
        "titles": {"nb": f"Leksjon {number + 1}"},
        "hashes": {"nb": digest},
        "items": [reading],
    }


def begin(course=None, *, learner=None, lessons=2, at=AT):
    """Somebody who takes a course."""
    return make_enrolment(course=course or plain_course(lessons), learner=learner, at=at)


def course_with(course=None, **terms):
    """A course whose ways are said; without `is_open`, it is not open."""
    course = fresh(course or plain_course())
    set_ways(course=course, terms=Terms(**{"is_open": False} | terms), by=None, at=AT)
    return fresh(course)


def fresh(course):
    """As a request finds it."""
    return Course.objects.select_related("current_release", "ways").get(pk=course.pk)


def make_key(course=None, *, at=AT, **fields):
    return make_course_key(course=course or course_with(by_key=True), by=None, at=at, **fields)


def make_group(course=None, name="Vår 2027", *, starts_on=date(2026, 12, 1), at=AT, **fields):
    return set_group(course=course or plain_course(), name=name, starts_on=starts_on, by=None, at=at, **fields)


def make_place(group=None, *, learner=None, waits=True, at=AT):
    """Somebody enrolled, and in a group."""
    group = group or make_group()
    enrolment = make_enrolment(course=group.course, learner=learner, at=at)
    return place_in_group(group=group, enrolment=enrolment, waits=waits, by=None, at=at)


def make_request(course=None, *, learner=None, reason="Jeg er ny i beredskapsstaben.", at=AT, **fields):
    course = course or course_with(on_request=True)
    return ask(course=course, learner=learner or make_user(), reason=reason, at=at, **fields)


def make_course_invitation(course=None, email="kari@example.org", *, at=AT, by=None, **fields):
    values = {"language": "en"} | fields
    return invite(course=course or course_with(), email=email, by=by, at=at, **values)


def newest_course_token(email="kari@example.org"):
    """The secret in the newest mail to this address."""
    mails = OutboxMessage.objects.filter(to_address=email, kind="joining/mail/invitation")
    return re.search(r"/invitation/course/([\w-]+)/", mails.order_by("-pk").first().text)[1]


def make_staffed_organisation(people=2, name="Skogdal kommune"):
    """An organisation, its contact person, and so many others in it."""
    organisation = make_organisation(name)
    contact = make_contact(organisation, language="en")
    members = [make_user(f"Innbygger {number}") for number in range(people)]
    for one in members:
        make_membership(one, organisation)
    return organisation, contact, members


def make_list(people, *, organisation, course=None, by, at=AT):
    """A list of people, checked."""
    course = course or course_with()
    return check_list(course=course, organisation=organisation, lines=lines_of_people(people), by=by, at=at)


def read_file(text, *, organisation, encoding="utf-8"):
    data = text.encode(encoding) if isinstance(text, str) else text
    return lines_of_file(BytesIO(data), size=len(data), organisation=organisation)


def checked_file(text, *, organisation, course=None, by, encoding="utf-8", at=AT):
    lines = read_file(text, organisation=organisation, encoding=encoding)
    return check_list(course=course or course_with(), organisation=organisation, lines=lines, by=by, at=at)


def work_off(record, *, at=AT):
    """Started, and batch after batch until nothing is left."""
    start_list(record=record, by=record.by, at=at)
    while advance_list(list_id=record.pk, at=at):
        pass
    return EnrolmentList.objects.get(pk=record.pk)


def problems(record):
    """Row, column, reason and value of every refused line."""
    return list(record.lines.exclude(reason="").values_list("row", "column", "reason", "value"))


def later(days, *, at=AT) -> datetime:
    return at + days * DAY


def mails(kind):
    """Addresses mail of this kind was written to, in order."""
    found = OutboxMessage.objects.filter(kind=f"joining/mail/{kind}").order_by("pk")
    return list(found.values_list("to_address", flat=True))
