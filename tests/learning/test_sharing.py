"""Progress is shown as the rules allow, and to those the learner names; never more, never longer."""

from datetime import timedelta

import pytest

from cms.privacy.domain.consents import UnknownPurpose, give_consent, withdraw_consent
from cms.privacy.models import Consent
from learning.domain.course_staff import give_course_role
from learning.rules import may_see_progress
from learning.sharing import SHARE_PROGRESS, possible_recipients, scope_of, shared_with
from tests.factories.learning import AT, complete, make_course, make_enrolment
from tests.factories.people import make_contact, make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def share(enrolment, recipient, *, course=None, at=AT):
    return give_consent(
        user=enrolment.learner,
        purpose=SHARE_PROGRESS,
        recipient=recipient,
        scope=scope_of(course),
        by=enrolment.learner,
        at=at,
    )


def sees(person, enrolment):
    return may_see_progress(person, enrolment, at=AT)


def test_without_consent_a_stranger_sees_nothing():
    enrolment = make_enrolment()

    assert sees(enrolment.learner, enrolment)
    assert not sees(make_user(), enrolment)


def test_contact_sees_what_is_taken_for_the_organisation_and_nothing_else():
    here, there = make_organisation(), make_organisation("Elvestad")
    learner, contact = make_user(), make_contact(here)
    make_membership(learner, here)
    enrolment = make_enrolment(learner=learner)
    assert enrolment.organisation == here

    assert sees(contact, enrolment)
    assert not sees(make_contact(there), enrolment)


def test_named_person_sees_all_courses():
    enrolment, mentor = make_enrolment(), make_user()
    share(enrolment, mentor)

    assert sees(mentor, enrolment)
    assert sees(mentor, make_enrolment(learner=enrolment.learner, course=make_course(title="Et annet")))
    assert not sees(mentor, make_enrolment())
    assert not sees(make_user(), enrolment)


def test_named_person_sees_the_one_course():
    enrolment, mentor = make_enrolment(), make_user()
    share(enrolment, mentor, course=enrolment.course)

    assert sees(mentor, enrolment)
    assert not sees(mentor, make_enrolment(learner=enrolment.learner, course=make_course(title="Et annet")))


def test_taken_back_is_seen_no_more_and_stays_as_a_date():
    enrolment, mentor = make_enrolment(), make_user()
    share(enrolment, mentor)
    withdraw_consent(
        user=enrolment.learner, purpose=SHARE_PROGRESS, recipient=mentor, by=enrolment.learner, at=AT + DAY
    )

    given = Consent.objects.get()
    assert not sees(mentor, enrolment)
    assert (given.given_at, given.withdrawn_at, given.recipient, given.scope) == (AT, AT + DAY, mentor, "")


def test_one_course_is_taken_back_without_the_other():
    first, mentor = make_enrolment(), make_user()
    second = make_enrolment(learner=first.learner, course=make_course(title="Et annet"))
    for enrolment in (first, second):
        share(enrolment, mentor, course=enrolment.course)
    withdraw_consent(
        user=first.learner,
        purpose=SHARE_PROGRESS,
        recipient=mentor,
        scope=scope_of(first.course),
        by=first.learner,
        at=AT + DAY,
    )

    assert [sees(mentor, one) for one in (first, second)] == [False, True]


def test_saying_yes_twice_is_one_yes():
    enrolment, mentor = make_enrolment(), make_user()

    assert share(enrolment, mentor) == share(enrolment, mentor, at=AT + DAY)


def test_consent_to_somebody_names_somebody():
    with pytest.raises(UnknownPurpose):
        give_consent(user=make_user(), purpose=SHARE_PROGRESS, by=None, at=AT)
    with pytest.raises(UnknownPurpose):
        give_consent(user=make_user(), purpose="participant_list", recipient=make_user(), by=None, at=AT)


def test_teacher_of_the_course_sees_it_without_consent():
    from cms.people.roles import TEACHER
    from tests.factories.people import make_holder_of

    enrolment, teacher = make_enrolment(), make_holder_of(TEACHER)
    assert not sees(teacher, enrolment)
    give_course_role(course=enrolment.course, user=teacher, role="teacher", by=None, at=AT)

    assert sees(teacher, enrolment)


# --- Whom one may choose, and what one is shown -------------------------------------------------


def test_contacts_of_ones_own_organisations_may_be_chosen():
    here, there = make_organisation(), make_organisation("Elvestad")
    learner, contact = make_user(), make_contact(here, "Håkon Nygård")
    make_contact(there)
    make_membership(learner, here)
    make_membership(learner, here, role="contact")

    assert possible_recipients(learner, on=AT.date()) == [contact]


def test_what_is_shown_to_somebody_costs_two_queries(django_assert_num_queries):
    mentor = make_user()
    for _one in range(3):
        enrolment = make_enrolment()
        share(enrolment, mentor)
        share(enrolment, mentor, course=enrolment.course)
    complete(enrolment)
    make_enrolment()

    with django_assert_num_queries(2):
        shared = shared_with(mentor)
    assert [len(one.enrolments) for one in shared] == [1, 1, 1]


@pytest.mark.parametrize("gone", ["mentor", "learner"])
def test_closed_account_neither_shows_nor_sees(gone):
    enrolment, mentor = make_enrolment(), make_user()
    share(enrolment, mentor)
    if gone == "learner":
        enrolment.learner.is_active = False
        enrolment.learner.save()
        assert shared_with(mentor) == []
    else:
        from cms.privacy.domain.erasure import erase_person

        erase_person(user=mentor, by=None, at=AT + DAY)
        assert Consent.objects.get().withdrawn_at == AT + DAY
