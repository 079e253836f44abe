"""What to do next: never an empty end."""

import pytest
from django.urls import reverse

from learning.joining.following import next_for
from learning.models import Enrolment
from tests.factories.joining import course_with
from tests.factories.learning import complete, make_course, make_enrolment
from tests.factories.people import make_membership, make_organisation, make_user
from tests.factories.requirements import make_path, make_requirement
from tests.learning.views.desk import course_url, signed_in

pytestmark = pytest.mark.django_db


def titles(enrolment):
    return [(one.url, one.why) for one in next_for(enrolment.learner, enrolment.course)]


def done(course, **fields):
    return complete(make_enrolment(course=course, **fields))


def address(course):
    return reverse("course", args=[course.slug])


def test_next_course_of_the_path_comes_first_then_what_the_owner_names():
    first, on_path, named = make_course(), make_course(), make_course()
    make_path(([first], None), ([on_path], None))
    course_with(first, is_open=True, follow_up=named)

    found = [url for url, _why in titles(done(first))]

    assert found == [address(on_path), address(named)]


def test_course_the_owner_names_is_not_offered_when_it_is_done():
    first, named = make_course(), make_course()
    course_with(first, is_open=True, follow_up=named)
    enrolment = done(first)
    done(named, learner=enrolment.learner)

    assert titles(enrolment) == []


def test_what_the_role_asks_for_most_urgently():
    first, asked, learner = make_course(), make_course(), make_user()
    make_membership(learner, make_organisation(), role="preparedness_adviser")
    make_requirement(asked)

    assert [url for url, _why in titles(done(first, learner=learner))] == [address(asked)]


def test_page_is_never_empty_and_stands_on_the_completed_course():
    enrolment = done(make_course(), learner=make_user(language="en"))
    client = signed_in(enrolment.learner, headers={"accept-language": "en"})
    url = reverse("next_after", args=[enrolment.pk])

    assert f'href="{url}"' in client.get(course_url(enrolment)).content.decode()
    page = client.get(url).content.decode()
    part = client.get(url, headers={"hx-request": "true"}).content.decode()

    assert "Find a course" in page
    assert "<html" not in part
    assert "Find a course" in part


def test_nobody_sees_what_comes_next_for_somebody_else():
    enrolment = done(make_course())

    assert signed_in(make_user()).get(reverse("next_after", args=[enrolment.pk])).status_code == 404
    assert Enrolment.objects.count() == 1


def test_certificate_mail_leads_on(mailoutbox):
    from cms.mail.models import OutboxMessage

    enrolment = done(make_course(), learner=make_user(language="en"))

    text = OutboxMessage.objects.get(kind="learning.certificate_issued").text
    assert reverse("next_after", args=[enrolment.pk]) in text
