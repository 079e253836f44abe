"""Three hundred learners start one timed quiz of sixteen drawn questions within five seconds, save as they go, and
hand in: over HTTP, against PostgreSQL, with two web processes.

    python -m tests.benchmarks.quiz_rush [learners]

Counted afterwards in the database: nobody has two attempts, and every answer that was sent is there. Times depend on
the machine and on what else it does.
"""

import http.client
import json
import logging
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection  # noqa: E402

from learning.models import Attempt, Enrolment  # noqa: E402
from tests.database import CHOSEN, ROOT, fresh_database, url_of  # noqa: E402
from tests.demo_site import free_port, wait_for  # noqa: E402
from tests.factories import blocks  # noqa: E402
from tests.factories.bank import make_questions  # noqa: E402
from tests.factories.learning import make_course, make_enrolment  # noqa: E402
from tests.factories.people import make_user  # noqa: E402
from tests.learning.views.desk import answers_url, lesson_url  # noqa: E402

RESULTS = ROOT / "test-results" / "benchmarks-quiz-rush.json"
LEARNERS, WITHIN, QUESTIONS, SAVES = 300, 5.0, 16, 4
TOKEN = "t" * 32
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Learner:
    """One browser: what it sent, and how long each answer took."""

    session: str
    lesson: str
    answers: str
    sent: dict[str, str] = field(default_factory=dict)
    times: dict[str, list[float]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)


def main(words: list[str]) -> None:
    learners = int(words[0]) if words else LEARNERS
    logging.disable(logging.WARNING)
    with fresh_database("rush") as name, tempfile.TemporaryDirectory(prefix="samvirke-rush-") as var:
        connection.settings_dict["NAME"] = name
        desks = prepare(learners)
        print(f"{learners} learners are ready", flush=True)
        with served(url_of(name), Path(var)) as port:
            started = time.perf_counter()
            rush(desks, port)
            seconds = time.perf_counter() - started
        show(desks, seconds)
        connection.close()


def prepare(number: int) -> list[Learner]:
    make_questions(40)
    quiz = blocks.quiz(draws=[(["ros"], QUESTIONS)], minutes=30, max_attempts=1, pass_mark=0)
    course = make_course(lessons=[[quiz], [blocks.text()]])
    return [_desk(course, number) for number in range(number)]


def _desk(course: object, number: int) -> Learner:
    learner = make_user(f"Kari {number}", email=f"kari{number}@example.org", password=None)
    enrolment: Enrolment = make_enrolment(course=course, learner=learner)
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(learner.pk), BACKEND
    session[HASH_SESSION_KEY] = learner.get_session_auth_hash()
    session.save()
    return Learner(session.session_key or "", lesson_url(enrolment), answers_url(enrolment))


class served:  # noqa: N801  used as a with-statement
    """The site on two web processes, as production runs it, over this database."""

    def __init__(self, database: str, var: Path, *, application: str = "cms.wsgi", threads: int = 1) -> None:
        self.port, self.var, self.application, self.threads = free_port(), var, application, threads
        self.environment = {
            **os.environ,
            CHOSEN: database,
            "SAMVIRKE_VAR": str(var),
            "DJANGO_SETTINGS_MODULE": "cms.settings.test",
            "PYTHONWARNINGS": "",
        }

    def __enter__(self) -> int:
        command = [sys.executable, "-m", "cms.serving", "--interface", "wsgi", "--port", str(self.port), "--no-ws"]
        command += ["--workers", "2", "--blocking-threads", str(self.threads), "--backpressure", "800"]
        command.append(f"{self.application}:application")
        with (self.var / "web.log").open("wb") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        assert wait_for(self._answers, seconds=240), (self.var / "web.log").read_text()
        return self.port

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)

    def _answers(self) -> bool:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)) as line:
                line.request("GET", "/healthz")
                return line.getresponse().status == 200
        except OSError:
            return False


def rush(desks: list[Learner], port: int) -> None:
    """Everybody comes at a moment of their own within five seconds, presses Start twice, and works at once."""
    chance = random.Random(1)
    begins = time.perf_counter() + 0.5
    moments = [begins + chance.random() * WITHIN for _ in desks]
    with ThreadPoolExecutor(len(desks)) as pool:
        list(pool.map(lambda pair: work(pair[0], port, at=pair[1]), zip(desks, moments, strict=True)))


def work(learner: Learner, port: int, *, at: float) -> None:
    time.sleep(max(0.0, at - time.perf_counter()))
    ask = _asking(learner, port)
    ask("start", "POST", learner.answers.replace("/answers/", "/start/"), {})
    ask("start", "POST", learner.answers.replace("/answers/", "/start/"), {})
    page = ask("read", "GET", learner.lesson, None)
    questions = list(dict.fromkeys(re.findall(r'name="(q-[0-9a-f-]{36})" value="([0-9a-f-]{36})"', page)))
    first = dict(reversed(questions))
    names = list(first)
    for part in range(1, SAVES + 1):
        learner.sent = {name: first[name] for name in names[: len(names) * part // SAVES]}
        ask("save", "POST", learner.answers, learner.sent | {"do": "save"})
    ask("submit", "POST", learner.answers, learner.sent | {"do": "submit", "anyway": "1"})


def _asking(learner: Learner, port: int) -> Callable[[str, str, str, dict[str, str] | None], str]:
    headers = {
        "Cookie": f"sessionid={learner.session}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Content-Type": "application/x-www-form-urlencoded",
    }

    def ask(name: str, verb: str, path: str, form: dict[str, str] | None) -> str:
        started = time.perf_counter()
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=300)) as line:
                line.request(verb, path, urlencode(form or {}) if verb == "POST" else None, headers)
                answer = line.getresponse()
                text = answer.read().decode()
        except OSError as error:
            learner.failures.append(f"{name}: {error}")
            return ""
        learner.times.setdefault(name, []).append(time.perf_counter() - started)
        if answer.status not in (200, 302):
            learner.failures.append(f"{name}: {answer.status}")
        return text

    return ask


def show(desks: list[Learner], seconds: float) -> None:
    kept = {one.enrolment.learner_id: one for one in Attempt.objects.select_related("enrolment")}
    attempts = Attempt.objects.count()
    whole = Attempt.objects.filter(state="submitted")
    sent = sorted(sorted(name.removeprefix("q-") for name in desk.sent) for desk in desks)
    stored = sorted(sorted(one.answers) for one in whole)
    figures = {
        "learners": len(desks),
        "attempts": attempts,
        "learners_with_two": attempts - len(kept),
        "handed_in": whole.count(),
        "questions_each": sorted({len(one.served) for one in whole}),
        "answers_sent": sum(map(len, sent)),
        "answers_kept": sum(map(len, stored)),
        "lost_answers": sum(map(len, sent)) - sum(map(len, stored)) if sent != stored else 0,
        "failures": sum(len(desk.failures) for desk in desks),
        "seconds": round(seconds, 1),
        "ms": {name: _spread(name, desks) for name in ("start", "read", "save", "submit")},
    }
    print(json.dumps(figures, indent=1))
    for words in sorted({failure for desk in desks for failure in desk.failures})[:5]:
        print(words)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=1) + "\n")


def _spread(name: str, desks: list[Learner]) -> dict[str, float]:
    times = sorted(1000 * one for desk in desks for one in desk.times.get(name, []))
    if not times:
        return {}
    return {
        "median": round(statistics.median(times)),
        "p95": round(times[int(0.95 * (len(times) - 1))]),
        "longest": round(times[-1]),
    }


if __name__ == "__main__":
    main(sys.argv[1:])
