"""What only the database of the running demo knows: keys of quizzes, numbers of pages."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from cms import clock
from learning.seeds import right_answer

Question = dict[str, Any]

QUIZ_LESSONS = """
    SELECT lesson.content FROM learning_releaselesson AS lesson
    JOIN learning_course AS course ON course.current_release_id = lesson.release_id
    WHERE lesson.content LIKE '%"quiz"%'
"""
ATTEMPTS = """
    SELECT person.email, course.slug, attempt.item_key, attempt.number FROM learning_attempt AS attempt
    JOIN learning_enrolment AS enrolment ON enrolment.id = attempt.enrolment_id
    JOIN learning_course AS course ON course.id = enrolment.course_id
    JOIN people_user AS person ON person.id = enrolment.learner_id
    WHERE attempt.state = 'submitted' AND person.email = ? ORDER BY attempt.id
"""
OUTLINES = """
    SELECT release.outline FROM learning_courserelease AS release
    JOIN learning_course AS course ON course.current_release_id = release.id WHERE course.slug = ?
"""
CODES = "SELECT code FROM learning_certificate WHERE holder_name = ?"
CERTIFICATES = """
    SELECT certificate.id, document_state, document_due_at FROM learning_certificate AS certificate
    JOIN people_user AS person ON person.id = certificate.holder_id WHERE person.email = ?
"""
PLACES = """
    SELECT place.state, place.email, place.code FROM events_place AS place
    JOIN events_occurrence AS occurrence ON occurrence.id = place.occurrence_id
    WHERE occurrence.uid = ? ORDER BY place.id
"""
# The seeded one: what journeys make comes after it.
CONFERENCES = """
    SELECT occurrence.id, occurrence.uid FROM events_occurrence AS occurrence
    JOIN events_series AS series ON series.id = occurrence.series_id
    WHERE series.kind = 'conference' AND occurrence.state = 'open' ORDER BY occurrence.id
"""
PAGES = "SELECT id FROM wagtailcore_page WHERE title = ? AND url_path LIKE ?"


def rows(var: Path, query: str, *values: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{var}/samvirke.sqlite3?mode=ro", uri=True, timeout=20)) as connection:
        return connection.execute(query, values).fetchall()


def quizzes_of(var: Path) -> dict[str, list[Question]]:
    """The questions of every quiz in a current release, with their keys, by the quiz's block id."""
    blocks = [block for (content,) in rows(var, QUIZ_LESSONS) for block in json.loads(content)]
    return {block["id"]: block["questions"] for block in blocks if block["type"] == "quiz"}


def key_of(questions: list[Question]) -> list[tuple[Question, Any]]:
    return [(question, right_answer(question)) for question in questions]


def lessons_of(var: Path, slug: str) -> list[str]:
    """Addresses of a course's lessons, in order."""
    outline = json.loads(rows(var, OUTLINES, slug)[0][0])
    return [f"/learn/{slug}/{lesson['key']}/" for module in outline["modules"] for lesson in module["lessons"]]


def attempts_of(var: Path, email: str) -> list[str]:
    """Addresses of what somebody's attempts gave."""
    found = rows(var, ATTEMPTS, email)
    return [
        f"/learn/{slug}/{item_key.replace(':', '/')}/attempts/{number}/" for _email, slug, item_key, number in found
    ]


def code_of(var: Path, name: str) -> str:
    return str(rows(var, CODES, name)[0][0])


class Certificate(NamedTuple):
    number: int
    state: str  # of its document
    due_at: str

    @property
    def address(self) -> str:
        return f"/me/certificates/{self.number}/"


def certificates_of(var: Path, email: str) -> list[Certificate]:
    return [Certificate(*row) for row in rows(var, CERTIFICATES, email)]


def page_number(var: Path, title: str, *, below: str) -> int:
    return int(rows(var, PAGES, title, f"%/{below}/%")[0][0])


class Place(NamedTuple):
    state: str
    email: str
    code: str


def places_of(var: Path, uid: str) -> list[Place]:
    return [Place(*row) for row in rows(var, PLACES, UUID(uid).hex)]


class Conference(NamedTuple):
    number: int
    uid: UUID


def open_conference(var: Path) -> Conference:
    number, uid = rows(var, CONFERENCES)[0]
    return Conference(int(number), UUID(uid))


def bring_day(var: Path, uid: str, *, hours: int) -> None:
    """Let time pass: it begins so many hours from now, or began, and lasts six. The one thing written behind its back:
    a journey cannot wait for the day.
    """
    starts = clock.now() + timedelta(hours=hours)
    values = [moment.strftime("%Y-%m-%d %H:%M:%S") for moment in (starts, starts + timedelta(hours=6))]
    change = "UPDATE events_occurrence SET starts_at = ?, ends_at = ?, closes_at = NULL WHERE uid = ?"
    with closing(sqlite3.connect(var / "samvirke.sqlite3", timeout=20)) as connection, connection:
        connection.execute(change, [*values, UUID(uid).hex])
