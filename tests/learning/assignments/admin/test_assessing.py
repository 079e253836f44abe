"""A teacher's way: the queue, one submission after the other, with nothing typed lost."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from cms.people import roles
from learning.assignments.models import Feedback, Submission
from learning.domain.course_staff import give_course_role
from learning.domain.enrolments import withdraw
from learning.models import Enrolment
from tests.factories import assignments as made
from tests.factories import blocks
from tests.factories.assignments import (
    DAY,
    assess,
    draft_feedback,
    enrol_on_assignment,
    make_submission,
    rubric,
    submit_work,
)
from tests.factories.learning import AT, make_course
from tests.factories.people import make_holder_of, make_user
from tests.learning.assignments.reading import content
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
QUEUE = "/admin/learning/assignments/"


@pytest.fixture
def course():
    return make_course(lessons=[[blocks.text(), blocks.assignment()]])


@pytest.fixture
def teacher(settings, course):
    settings.STAFF_NEED_SECOND_FACTOR = False
    person = make_holder_of(roles.TEACHER, "Tor Lærer", language="en")
    give_course_role(course=course, user=person, role="teacher", by=None, at=AT)
    return person


@pytest.fixture
def client(teacher):
    return signed_in(teacher)


def hand_in(course, name, *, days=0, text="Vi ringer."):
    return submit_work(enrol_on_assignment(make_user(name), course=course), text, at=AT + days * DAY)


def url(submission, query=""):
    return reverse("assignments_admin:assess", args=[submission.pk]) + query


def shown(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser")


def form(level=2, *, do="save", version=0, comment="Godt tenkt.", **more):
    said = {f"level-{key}": mark["level"] for key, mark in rubric(level).criteria.items()}
    return said | {"do": do, "version": str(version), "comment": comment} | more


def names(page):
    return [cell.get_text(strip=True) for cell in page.select("table.listing tbody th")]


def test_the_queue_holds_the_oldest_first_and_only_ones_own(client, course):
    hand_in(course, "Sist", days=2)
    hand_in(course, "Først")
    make_submission(make_user("Annet kurs"))
    assess(hand_in(course, "Ferdig", days=1))

    assert names(shown(client, QUEUE)) == ["Først", "Sist"]


def test_the_queue_is_narrowed_by_state_and_course(client, course):
    draft_feedback(hand_in(course, "Utkast"))
    assess(hand_in(course, "Ferdig"))
    hand_in(course, "Ny", days=1)

    assert names(shown(client, f"{QUEUE}?state=drafts")) == ["Utkast"]
    assert names(shown(client, f"{QUEUE}?state=assessed")) == ["Ferdig"]
    assert names(shown(client, f"{QUEUE}?course={course.pk}")) == ["Utkast", "Ny"]
    assert names(shown(client, f"{QUEUE}?course={course.pk + 99}")) == []
    assert names(shown(client, f"{QUEUE}?course=x%00&state=%00&item=nothing&p=99")) == []


def test_who_has_left_is_not_in_the_queue(client, course):
    submission = hand_in(course, "Borte")
    withdraw(enrolment=submission.enrolment, by=None, at=AT)

    assert names(shown(client, QUEUE)) == []
    assert client.get(url(submission)).status_code == 404


@pytest.mark.parametrize("number", [1, 6])
def test_the_queue_costs_the_same_for_few_and_many(client, course, number):
    for place in range(number):
        hand_in(course, f"Nr {place}")
    client.get(QUEUE)

    with count_queries() as asked:
        client.get(QUEUE)

    assert len(asked) == 16, asked


@pytest.mark.parametrize("number", [1, 6])
def test_one_submission_costs_the_same_whatever_waits(client, course, number):
    for place in range(number):
        draft_feedback(hand_in(course, f"Nr {place}"))
    address = url(Submission.objects.order_by("pk").last())
    client.get(address)

    with count_queries() as asked:
        client.get(address)

    assert len(asked) == 17, asked


def test_a_draft_is_saved_and_comes_back(client, course):
    submission = hand_in(course, "Ingrid")

    assert client.post(url(submission), form(1, comment="Nesten")).url == url(submission)

    page = shown(client, url(submission))
    assert [one["id"] for one in page.select("input[type=radio][checked]")] == [
        f"level-{key}-{mark['level']}" for key, mark in rubric(1).criteria.items()
    ]
    assert page.select_one("#comment").text.strip() == "Nesten"
    assert page.select_one("input[name=version]")["value"] == "1"


def test_a_submission_knows_its_neighbours_in_the_queue_and_how_many_wait(client, course):
    first, second, third = (hand_in(course, f"Nr {day}", days=day) for day in range(3))
    make_submission(make_user("Annet kurs"))

    def beside(submission):
        said = client.get(url(submission)).context
        return said["previous"], said["next"], said["waiting"]

    assert beside(first) == ("", url(second), 3)
    assert beside(second) == (url(first), url(third), 3)
    assert beside(third) == (url(second), "", 3)
    for one in (first, second, third):
        assess(one)
    assert beside(second) == ("", "", 0)


def test_publish_and_next_goes_through_the_queue(client, course):
    first, second, third = (hand_in(course, f"Nr {day}", days=day) for day in range(3))

    assert client.post(url(second), form(do="publish")).url == url(third)
    assert client.post(url(third), form(do="next")).url == url(first)
    assert client.post(url(first), form(do="publish")).url == url(third)
    assert client.post(url(third), form(do="publish", version=1)).url == QUEUE

    assert Feedback.objects.filter(state="published").count() == 3
    assert set(Enrolment.objects.values_list("state", flat=True)) == {"completed"}


def test_next_stays_within_what_is_looked_at(client, course):
    one, two = hand_in(course, "Én"), hand_in(course, "To", days=1)
    query = f"?course={course.pk}"

    assert client.post(url(one, query), form(do="publish")).url == url(two, query)


def test_what_is_not_whole_is_saved_and_said(client, course):
    submission = hand_in(course, "Ingrid")
    half = dict(list(form(do="publish").items())[1:])

    answer = client.post(url(submission), half)

    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    assert "Choose a level." in page.select_one("[role=alert]").text
    assert page.select_one("#comment").text.strip() == "Godt tenkt."
    assert (Feedback.objects.get().state, Feedback.objects.get().version) == ("draft", 1)
    assert page.select_one("input[name=version]")["value"] == "1"


def test_two_teachers_lose_nothing(client, course):
    submission = hand_in(course, "Ingrid")
    draft_feedback(submission, 0, by=make_user("Berit Kollega"), comment="Berits ord")

    answer = client.post(url(submission), form(comment="Mine ord"))

    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 409
    assert "Berit Kollega has saved" in page.select_one("[role=alert]").text
    assert "Berits ord" in page.select_one("[role=alert]").parent.text
    assert page.select_one("#comment").text.strip() == "Mine ord"
    assert Feedback.objects.get().comment == "Berits ord"

    again = form(comment="Mine ord", version=page.select_one("input[name=version]")["value"])
    assert client.post(url(submission), again).status_code == 302
    assert Feedback.objects.get().comment == "Mine ord"


def test_a_correction_cannot_take_a_pass_away(client, course):
    submission = hand_in(course, "Ingrid")
    version = assess(submission).version

    answer = client.post(url(submission), form(0, do="publish", version=version))

    assert (answer.status_code, "cannot take that away" in answer.content.decode()) == (422, True)
    assert Enrolment.objects.get().state == "completed"


@pytest.mark.parametrize("sent", [{}, {"version": "x"}, {"version": "-1"}, {"version": "9" * 40}, {"do": "forge"}])
def test_bad_input_breaks_nothing(client, course, sent):
    submission = hand_in(course, "Ingrid")

    assert client.post(url(submission), sent).status_code in (302, 409)
    assert not Feedback.objects.filter(state="published").exists()


def test_it_can_be_worked_by_keyboard(client, course):
    first, second, _third = (hand_in(course, f"Nr {day}", days=day) for day in range(3))
    page = shown(client, url(second))

    keys = {key for one in page.select("[accesskey]") for key in one["accesskey"]}
    assert {"p", "s", "d", "n", "b", "q"} <= keys
    assert [one.text for one in page.select("kbd") if len(one.text) == 1] == ["P", "S", "D", "N", "B", "Q"]
    assert page.select_one("a[rel=prev]")["href"] == url(first)
    assert not page.select("[tabindex]:not([tabindex='-1']):not([tabindex='0'])")
    assert all(group.select_one("legend") for group in page.select("form.assess-form fieldset"))


def test_files_are_links(client, course):
    enrolment = enrol_on_assignment(make_user("Ingrid"), course=course)
    submission = submit_work(enrolment, uploads=[made.upload(made.pdf())])

    link = shown(client, url(submission)).select_one(".assess-answer a")

    assert link.text == "liste.pdf"
    assert content(client.get(link["href"])).startswith(b"%PDF")


def test_drafts_are_published_together(client, course):
    draft_feedback(hand_in(course, "Én"))
    draft_feedback(hand_in(course, "To"))
    other = draft_feedback(make_submission(make_user("Annet kurs")))
    address = reverse("assignments_admin:publish")
    assert "2 drafts can be published" in client.get(address).content.decode()

    client.post(address)

    assert Feedback.objects.filter(state="published").count() == 2
    other.refresh_from_db()
    assert other.state == "draft"


def test_the_menu_shows_the_queue_to_those_who_have_one(client, settings):
    assert QUEUE in client.get("/admin/").content.decode()
    assert QUEUE not in signed_in(make_holder_of(roles.EDITOR)).get("/admin/").content.decode()
    assert signed_in(make_holder_of(roles.EDITOR)).get(QUEUE).status_code in (302, 403)
