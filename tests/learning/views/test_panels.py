"""What learning hangs on pages of the ground floor: the course's presentation, my day, the organisation."""

import pytest
from django.test import Client
from django.urls import reverse

from cms import clock
from cms.models import CoursePage
from cms.privacy.domain.erasure import erase_person
from learning.domain.certificates import revoke_certificate
from learning.domain.enrolments import withdraw
from learning.domain.releases import publish_course
from learning.models import Certificate
from tests.factories.learning import AT, complete, make_course, make_enrolment, read_lesson
from tests.factories.pages import make_course_page, translate
from tests.factories.people import make_admin, make_membership, make_organisation, make_user

from .desk import course_url, organisation_url, signed_in

pytestmark = pytest.mark.django_db


def presentation_of(course):
    page = CoursePage.objects.get(translation_key=course.translation_key, locale__language_code="nb")
    return page.url


def test_a_course_that_is_not_open_offers_nothing_to_start():
    page = make_course_page()

    shown = Client().get(page.url)

    assert shown.status_code == 200
    assert "/learn/" not in shown.content.decode()


def test_a_visitor_is_asked_to_sign_in_and_comes_back_here():
    url = presentation_of(make_course())

    shown = Client().get(url).content.decode()

    assert f'href="{reverse("account_login")}?next={url}"' in shown


def test_whoever_is_signed_in_may_start():
    course = make_course()

    shown = signed_in(make_user()).get(presentation_of(course)).content.decode()

    assert f'action="{reverse("enrol", args=[course.slug])}"' in shown


def test_a_learner_goes_on():
    enrolment = make_enrolment()
    read_lesson(enrolment)

    shown = signed_in(enrolment.learner).get(presentation_of(enrolment.course)).content.decode()

    assert f'href="{course_url(enrolment)}"' in shown


def test_the_translated_page_leads_to_the_same_course():
    page = make_course_page()
    swedish = translate(page, "sv")
    course = publish_course(page=page, by=None, at=AT).course
    swedish.get_ancestors().update(live=True)

    shown = signed_in(make_user()).get(CoursePage.objects.get(pk=swedish.pk).url)

    assert f'action="{reverse("enrol", args=[course.slug])}"' in shown.content.decode()


def test_my_day_shows_courses_and_certificates():
    learner = make_user()
    make_enrolment(learner=learner, title="Under arbeid")
    complete(make_enrolment(learner=learner, title="Ferdig kurs"))
    withdraw(enrolment=make_enrolment(learner=learner, title="Avbrutt kurs"), by=learner, at=AT)
    make_enrolment(title="En annens kurs")

    shown = signed_in(learner).get(reverse("my_day")).content.decode()

    seen = [title in shown for title in ("Under arbeid", "Ferdig kurs", "Avbrutt kurs", "En annens kurs")]
    assert seen == [True, True, False, False]
    assert Certificate.objects.get(holder=learner).code in shown


def test_my_day_is_kind_to_newcomers():
    assert signed_in(make_user()).get(reverse("my_day")).status_code == 200


def test_an_organisation_shows_who_takes_what_and_how_certificates_stand():
    organisation, contact, learner = make_organisation(), make_user("Kari"), make_user("Ingrid Moen")
    make_membership(contact, organisation, role="contact")
    make_membership(learner, organisation)
    complete(make_enrolment(learner=learner, title="Ferdig kurs"))
    client = signed_in(contact)
    before = client.get(organisation_url(organisation)).content.decode()

    revoke_certificate(certificate=Certificate.objects.get(), reason="Feil", by=make_admin(), at=AT)

    after = client.get(organisation_url(organisation)).content.decode()
    assert [name in before for name in ("Ingrid Moen", "Ferdig kurs")] == [True, True]
    assert before != after


def test_somebody_who_was_erased_is_called_that_and_nothing_else():
    organisation, contact, learner = make_organisation(), make_user("Kari"), make_user("Ingrid Moen")
    make_membership(contact, organisation, role="contact")
    make_membership(learner, organisation)
    make_enrolment(learner=learner)
    erase_person(user=learner, by=learner, at=clock.now())

    html = signed_in(contact).get(organisation_url(organisation)).content.decode()

    assert "Slettet person" in html
    assert "erased" not in html
