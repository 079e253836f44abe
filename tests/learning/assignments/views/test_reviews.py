"""What one learner sees of another's work: no names, on either side."""

import pytest
from django.urls import reverse

from learning.assignments.domain.peers import give_out, send_review
from learning.assignments.models import PeerReview, Submission
from tests.factories import assignments as made
from tests.factories import blocks
from tests.factories.assignments import assess, enrol_on_assignment, rubric, submit_work
from tests.factories.learning import AT, make_course
from tests.factories.people import make_user
from tests.learning.assignments.reading import content
from tests.learning.views.desk import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """Two who assess each other, and the review each is to write."""
    course = make_course(lessons=[[blocks.assignment(peer_reviews=1)]])
    people = [make_user("Ingrid Moen", language="en"), make_user("Ola Berg", language="en")]
    for person in people:
        file = made.upload(made.pdf(person.name.encode()), f"{person.name}.pdf")
        submit_work(enrol_on_assignment(person, course=course), f"Tekst {person.pk}", uploads=[file])
    give_out(course_id=course.pk, item_key=Submission.objects.first().item_key, at=AT)
    return people


def review_of(person):
    return PeerReview.objects.get(reviewer__learner=person)


def url(review, name="review", **more):
    lesson, block = review.submission.item_key.split(":")
    values = {"course": review.reviewer.course.slug, "lesson": lesson, "block": block}
    return reverse(f"assignments:{name}", kwargs=values | ({"pk": review.pk} if name == "review" else {}) | more)


def form(level=1, comment="Husk stedfortreder"):
    return {f"level-{key}": mark["level"] for key, mark in rubric(level).criteria.items()} | {"comment": comment}


def test_it_is_read_without_a_name_and_sent(pair):
    ingrid, ola = pair
    review = review_of(ingrid)
    client = signed_in(ingrid)

    page = client.get(url(review)).content.decode()
    assert (f"Tekst {ola.pk}" in page, "Ola Berg" in page) == (True, False)
    assert client.post(url(review), form()).url == url(review, "work")

    assert review_of(ingrid).comment == "Husk stedfortreder"
    assert "Husk stedfortreder" in client.get(url(review)).content.decode()


def test_a_file_has_no_name_for_another_learner(pair):
    ingrid, ola = pair
    file = Submission.objects.get(enrolment__learner=ola).files.get()

    answer = signed_in(ingrid).get(reverse("assignments:file", args=[file.key]))

    assert content(answer).startswith(b"%PDF")
    assert "Ola" not in answer["Content-Disposition"]


def test_half_a_review_is_kept_in_the_form(pair):
    review = review_of(pair[0])

    answer = signed_in(pair[0]).post(url(review), {"comment": "Begynt på"})

    assert (answer.status_code, "Begynt på" in answer.content.decode()) == (422, True)
    assert review_of(pair[0]).done_at is None


def test_nobody_elses_review_is_found(pair):
    ingrid, ola = pair

    assert signed_in(ingrid).get(url(review_of(ola))).status_code == 404
    assert signed_in(ingrid).post(url(review_of(ola)), form()).status_code == 404


def test_what_others_said_is_seen_once_one_has_said_ones_own(pair):
    ingrid, ola = pair
    send_review(review=review_of(ola), assessment=rubric(2, comment="Fra en annen"), by=ola, at=AT)
    client, mine = signed_in(ingrid), url(review_of(ingrid), "submission", number=1)
    assert "Fra en annen" not in client.get(mine).content.decode()

    client.post(url(review_of(ingrid)), form())

    page = client.get(mine).content.decode()
    assert ("Fra en annen" in page, "Ola Berg" in page) == (True, False)


def test_or_when_the_teacher_has_spoken(pair):
    ingrid, ola = pair
    send_review(review=review_of(ola), assessment=rubric(2, comment="Fra en annen"), by=ola, at=AT)
    assess(Submission.objects.get(enrolment__learner=ingrid))

    page = signed_in(ingrid).get(url(review_of(ingrid), "submission", number=1)).content.decode()

    assert "Fra en annen" in page
