"""A learner's way through an assignment: with and without scripts, with nothing lost that was written."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from learning.assignments.models import Submission
from tests.factories import assignments as made
from tests.factories import blocks
from tests.factories.assignments import DAY, assess, draft_feedback, enrol_on_assignment, submit_work, write
from tests.factories.learning import AT, lessons_of, make_enrolment
from tests.factories.people import make_user
from tests.learning.views.desk import course_url, lesson_url, signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return enrol_on_assignment(make_user(language="en"))


def url(enrolment, place=1, *, name="work", block="assignment", **more):
    lesson = lessons_of(enrolment)[place - 1].key
    values = {"course": enrolment.course.slug, "lesson": lesson, "block": blocks.block_id(block), **more}
    return reverse(f"assignments:{name}", kwargs=values)


def shown(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser")


def words(client, address):
    return shown(client, address).select_one("main").get_text(" ", strip=True)


def test_the_lesson_shows_the_task_and_leads_to_it(enrolment):
    page = shown(signed_in(enrolment.learner), lesson_url(enrolment))

    assert page.select_one(f"a[href='{url(enrolment)}']").get_text(strip=True) == "Begin the assignment"
    assert "Lag en varslingsliste" in page.text
    assert "done when your assignment is passed" in page.text
    assert "I have read this" not in page.text


def test_it_is_written_saved_and_handed_in(enrolment):
    client = signed_in(enrolment.learner)
    files = [made.upload(made.pdf())]

    saved = client.post(url(enrolment), {"text": "Vi ringer ordføreren.", "files": files, "do": "save"}, follow=True)
    page = BeautifulSoup(saved.content, "html.parser")
    assert page.select_one("textarea").text.strip() == "Vi ringer ordføreren."
    assert page.select_one(".file-list a").text == "liste.pdf"

    sent = client.post(url(enrolment), {"text": "Vi ringer ordføreren.", "do": "submit"}, follow=True)

    assert "Handed in" in sent.content.decode()
    assert Submission.objects.get().state == "handed_in"
    assert "Take it back" in words(client, url(enrolment))


def test_text_saves_itself(enrolment):
    client = signed_in(enrolment.learner)

    answer = client.post(url(enrolment), {"text": "Halvt"}, headers={"HX-Request": "true"})

    assert (answer.status_code, "Saved at" in answer.content.decode()) == (200, True)
    assert Submission.objects.get().text == "Halvt"


def test_saving_by_itself_does_not_touch_the_files(enrolment):
    client = signed_in(enrolment.learner)
    write(enrolment, "Én", uploads=[made.upload(made.pdf())])

    client.post(url(enrolment), {"text": "To"}, headers={"HX-Request": "true"})

    assert Submission.objects.get().files.count() == 1


def test_a_refused_file_is_told_and_what_was_written_stays(enrolment):
    client = signed_in(enrolment.learner)
    files = [made.upload(b"<html><script>x</script>", "liste.pdf")]

    answer = client.post(url(enrolment), {"text": "Mye tekst", "files": files, "do": "submit"})

    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    assert "liste.pdf" in page.select_one(".error-summary").text
    assert page.select_one("textarea").text.strip() == "Mye tekst"
    assert Submission.objects.get().state == "draft"


def test_nothing_is_not_handed_in(enrolment):
    answer = signed_in(enrolment.learner).post(url(enrolment), {"text": "", "do": "submit"})

    assert (answer.status_code, "nothing to hand in yet" in answer.content.decode()) == (422, True)


def test_clicking_twice_hands_in_once(enrolment):
    client = signed_in(enrolment.learner)
    for _click in range(2):
        answer = client.post(url(enrolment), {"text": "Ferdig", "do": "submit"})
        assert (answer.status_code, answer.url) == (302, url(enrolment))

    assert enrolment.facts.filter(verb="submitted").count() == 1


def test_an_old_tab_does_not_write_over_what_was_handed_in(enrolment):
    submit_work(enrolment, "Slik")
    client = signed_in(enrolment.learner)

    assert client.post(url(enrolment), {"text": "Annet"}, headers={"HX-Request": "true"}).status_code == 409
    assert client.post(url(enrolment), {"text": "Annet", "do": "save"}).status_code == 422
    assert Submission.objects.get().text == "Slik"


def test_it_is_taken_back(enrolment):
    submit_work(enrolment)
    client = signed_in(enrolment.learner)
    assert client.get(url(enrolment, name="take_back")).url == url(enrolment)

    client.post(url(enrolment, name="take_back"))
    assert Submission.objects.get().state == "draft"
    answer = client.post(url(enrolment, name="take_back"), follow=True)

    assert "cannot be taken back" in answer.content.decode()


def test_drafts_of_feedback_are_not_seen(enrolment):
    submission = submit_work(enrolment)
    draft_feedback(submission, comment="Dette er hemmelig ennå")
    client = signed_in(enrolment.learner)

    for address in (url(enrolment), url(enrolment, name="submission", number=1), lesson_url(enrolment)):
        assert "hemmelig" not in client.get(address).content.decode()
    assert "Your teacher is assessing it" in words(client, url(enrolment))


def test_feedback_is_read_and_earlier_submissions_stay_readable(enrolment):
    assess(submit_work(enrolment, "Første utkast"), level=0, comment="Se på rekkefølgen")
    client = signed_in(enrolment.learner)
    assert "Se på rekkefølgen" in words(client, url(enrolment))
    assert "Not passed yet" in words(client, url(enrolment))
    client.post(url(enrolment), {"text": "Andre utkast", "do": "submit"})
    assess(Submission.objects.get(number=2), comment="Mye bedre")

    first = words(client, url(enrolment, name="submission", number=1))
    second = words(client, url(enrolment, name="submission", number=2))

    assert ("Første utkast" in first, "Se på rekkefølgen" in first) == (True, True)
    assert ("Andre utkast" in second, "Mye bedre" in second) == (True, True)
    assert client.post(url(enrolment), {"text": "Tredje", "do": "submit"}).status_code == 422


def test_passed_is_said_once(enrolment):
    assess(submit_work(enrolment))

    page = words(signed_in(enrolment.learner), url(enrolment))

    assert ("Passed." in page, "Passed" in page) == (False, True)


def test_corrected_feedback_shows_the_last_word_first(enrolment):
    submission = submit_work(enrolment)
    first = assess(submission, level=0, comment="Feil lest")
    assess(submission, comment="Rett lest", version=first.version)

    page = shown(signed_in(enrolment.learner), url(enrolment, name="submission", number=1))

    assert "Rett lest" in page.select_one(".verdict").text
    assert "Feil lest" in page.select_one("main details.disclosure").text


def test_why_says_where_one_is(enrolment):
    client = signed_in(enrolment.learner)
    why = f"{course_url(enrolment)}why/"
    assert "The assignment is not handed in yet." in words(client, why)
    submission = submit_work(enrolment)
    assert "handed in, and not assessed yet" in words(client, why)
    first = assess(submission, level=0)
    assert "handed in, and not passed yet" in words(client, why)
    assess(submission, version=first.version)

    said = words(client, why)
    assert "Assessed and passed on" in said
    assert "Got feedback on the assignment of “Leksjon 1”: not passed." in said


@pytest.mark.parametrize("number", [1, 4])
def test_the_page_costs_the_same_for_few_and_many_submissions(number):
    enrolment = enrol_on_assignment(resubmissions=9)
    for place in range(number):
        assess(submit_work(enrolment, uploads=[made.upload(made.pdf())], at=AT + place * DAY), level=0)
    client = signed_in(enrolment.learner)
    client.get(url(enrolment))

    with count_queries() as asked:
        client.get(url(enrolment))

    assert len(asked) == 9, asked


def test_an_assignment_in_a_locked_lesson_is_not_shown():
    enrolment = make_enrolment(lessons=[[blocks.text()], [blocks.assignment()]], in_order=True)
    client = signed_in(enrolment.learner)

    assert client.get(url(enrolment, 2)).status_code == 409
    assert client.post(url(enrolment, 2), {"text": "x", "do": "submit"}).status_code == 409
    assert not Submission.objects.exists()


def test_other_blocks_are_no_assignments(enrolment):
    client = signed_in(enrolment.learner)

    assert client.get(url(enrolment, block="text")).status_code == 404
    assert client.post(url(enrolment, block="nothing"), {"text": "x"}).status_code == 404
    assert client.get(url(enrolment, name="submission", number=7)).status_code == 404
