"""Nobody loses a certificate: the worker is killed at the very moment a course is completed. Without a browser."""

import os
import re
import signal
import sys
import time
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest

from cms.demo.people import DEMO_PASSWORD, EDITOR
from tests.demo_site import DemoSite, seeded_copy, wait_for

from .demo_facts import Certificate, certificates_of, key_of, lessons_of, quizzes_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.service,
    pytest.mark.xdist_group("demo site"),
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, and the parent-death signal is Linux's"),
]

COURSE = "krisberedskap-for-nya-samordnare"
WORKER = "cms.celery worker"
QUIZ_FORM = re.compile(r'<form class="quiz__form" method="post" action="([^"]+)"')


@pytest.fixture
def site(tmp_path: Path) -> Iterator[DemoSite]:
    site = DemoSite(seeded_copy(tmp_path))
    site.wait_until_open()
    yield site
    site.stop()


def test_worker_killed_before_it_looked_loses_no_certificate_and_killed_parent_leaves_nothing(site: DemoSite) -> None:
    (worker,) = site.numbers_of(WORKER)
    learner, last = learner_before_last_lesson(site)

    os.kill(worker, signal.SIGSTOP)
    learner.do_lesson(last)
    os.kill(worker, signal.SIGKILL)

    assert certificate_of(site).state == "waiting"
    assert wait_for(lambda: learner.get(certificate_of(site).address).startswith(b"%PDF-"), seconds=60)
    assert worker not in site.numbers_of(WORKER)
    site.process.kill()
    site.process.wait()
    assert wait_for(lambda: not site.processes(), seconds=5), site.processes()


@pytest.mark.slow
def test_worker_killed_while_it_draws_loses_no_certificate(site: DemoSite) -> None:
    """It has taken the message and claimed the row; both are lost with it, and the tick finds the row again."""
    (worker,) = site.numbers_of(WORKER)
    learner, last = learner_before_last_lesson(site)

    os.kill(worker, signal.SIGSTOP)
    learner.do_lesson(last)
    issued = certificate_of(site)
    os.kill(worker, signal.SIGCONT)
    deadline = time.monotonic() + 30
    while certificate_of(site) == issued:
        assert time.monotonic() < deadline
    os.kill(worker, signal.SIGKILL)

    assert certificate_of(site).state == "waiting"
    assert wait_for(lambda: learner.get(issued.address).startswith(b"%PDF-"), seconds=90)


def learner_before_last_lesson(site: DemoSite) -> tuple["Person", str]:
    learner = Person(site)
    learner.sign_in(EDITOR.email)
    learner.post(f"/learn/{COURSE}/enrol/")
    *lessons, last = lessons_of(site.var, COURSE)
    for lesson in lessons:
        learner.do_lesson(lesson)
    return learner, last


def certificate_of(site: DemoSite) -> Certificate:
    (certificate,) = certificates_of(site.var, EDITOR.email)
    return certificate


class Person:
    """Somebody with a cookie jar who reads pages and sends forms, as a browser without scripts does."""

    def __init__(self, site: DemoSite) -> None:
        self.site = site
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> bytes:
        with self.opener.open(self.site.url + path, timeout=20) as answer:
            return bytes(answer.read())

    def post(self, path: str, form: list[tuple[str, str]] | None = None) -> bytes:
        token = next(cookie.value or "" for cookie in self.cookies if cookie.name == "csrftoken")
        body = urlencode([("csrfmiddlewaretoken", token), *(form or [])]).encode()
        with self.opener.open(self.site.url + path, data=body, timeout=20) as answer:
            return bytes(answer.read())

    def sign_in(self, email: str) -> None:
        self.get("/accounts/login/")
        self.post("/accounts/login/", [("login", email), ("password", DEMO_PASSWORD)])

    def do_lesson(self, address: str) -> None:
        """Read it, or answer its quiz from the key."""
        action = QUIZ_FORM.search(self.get(address).decode())
        if action is None:
            self.post(f"{address}read/")
        else:
            questions = quizzes_of(self.site.var)[action[1].split("/")[-3]]
            self.post(action[1], [("do", "submit"), *answers_to(questions)])


def answers_to(questions: list[dict]) -> list[tuple[str, str]]:
    """The key as form fields."""
    fields = []
    for question, answer in key_of(questions):
        name = f"q-{question['id']}"
        if isinstance(answer, dict):
            fields += [(f"{name}-{part}", str(value)) for part, value in answer.items()]
        else:
            fields += [(name, str(value)) for value in (answer if isinstance(answer, list) else [answer])]
    return fields
