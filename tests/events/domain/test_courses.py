import pytest

from events.domain.bookings import cancel_booking
from events.domain.courses import places_to_settle, settle_enrolments
from events.domain.details import change_details
from events.domain.naming import name_place
from events.domain.orders import Named
from events.domain.terms import Details
from events.enums import SeriesKind
from events.models import PlaceEnrolment
from learning.domain.enrolments import enrol
from learning.enums import EnrolmentState
from learning.models import Course, Enrolment
from tests.factories.bookings import order, somebody
from tests.factories.events import AT, make_category, make_occurrence, make_series
from tests.factories.joining import plain_course
from tests.factories.people import make_organisation, make_user

pytestmark = pytest.mark.django_db


def course_day(size=None):
    occurrence = make_occurrence(make_series(SeriesKind.COURSE_RUN), course=plain_course())
    return make_category(occurrence, size=size)


def settle():
    return settle_enrolments(places=places_to_settle(at=AT), at=AT)


def states_of(person):
    return list(Enrolment.objects.filter(learner=person).order_by("number").values_list("state", flat=True))


def test_whoever_has_a_place_is_enrolled_for_their_organisation():
    category, person, organisation = course_day(), make_user(), make_organisation()
    order(category, Named(user=person), organisation=organisation)

    assert (settle(), settle()) == (1, 0)

    enrolment = Enrolment.objects.get()
    assert (enrolment.learner, enrolment.course, enrolment.organisation) == (
        person,
        category.occurrence.course,
        organisation,
    )


def test_commit_sets_it_off(django_capture_on_commit_callbacks, settings):
    settings.CELERY_TASK_ALWAYS_EAGER = True
    category, person = course_day(), make_user()

    with django_capture_on_commit_callbacks(execute=True):
        booking = order(category, Named(user=person))
    assert PlaceEnrolment.objects.get().place.booking == booking
    with django_capture_on_commit_callbacks(execute=True):
        cancel_booking(booking=booking, by=person, at=AT)

    assert states_of(person) == [EnrolmentState.WITHDRAWN]


def test_who_waits_and_who_has_no_account_is_not_enrolled():
    category = course_day(size=1)
    order(category, Named(name="Kari Nordmann"))
    order(category, Named(user=make_user()))

    assert settle() == 0
    assert Enrolment.objects.count() == 0


def test_guest_is_enrolled_once_they_have_shown_the_address_to_be_theirs():
    category = course_day()
    booking = order(category, somebody(email="Kari@Example.org"))
    unproved = make_user(email="kari@example.org", confirmed=False)
    assert settle() == 0
    unproved.emailaddress_set.update(verified=True)

    assert (settle(), settle()) == (1, 0)
    assert Enrolment.objects.get().learner == unproved
    assert booking.places.get().user == unproved

    unproved.emailaddress_set.all().delete()
    assert settle() == 0
    cancel_booking(booking=booking, by=None, at=AT)
    settle()
    assert states_of(unproved) == [EnrolmentState.WITHDRAWN]


def test_assistant_on_the_address_of_somebody_is_not_enrolled():
    category = course_day()
    make_user(email="kari@example.org")
    order(category, somebody(email="kari@example.org", is_assistant=True))

    assert (settle(), Enrolment.objects.count()) == (0, 0)


def test_giving_the_place_back_withdraws():
    category, person = course_day(), make_user()
    booking = order(category, Named(user=person))
    settle()
    cancel_booking(booking=booking, by=None, at=AT)

    assert (settle(), settle()) == (1, 0)
    assert states_of(person) == [EnrolmentState.WITHDRAWN]


def test_who_took_the_course_before_keeps_it():
    category, person = course_day(), make_user()
    enrol(course=category.occurrence.course, learner=person, by=person, at=AT)
    booking = order(category, Named(user=person))
    assert settle() == 0
    cancel_booking(booking=booking, by=None, at=AT)
    settle()

    assert states_of(person) == [EnrolmentState.ACTIVE]


def test_place_that_changes_hands_enrols_the_other():
    category, first, second = course_day(), make_user(), make_user()
    place = order(category, Named(user=first)).places.get()
    settle()
    name_place(place=place, person=Named(user=second), by=None, at=AT)
    settle()

    assert (states_of(first), states_of(second)) == ([EnrolmentState.WITHDRAWN], [EnrolmentState.ACTIVE])


@pytest.mark.parametrize("with_another", [True, False])
def test_another_course_takes_its_people_over(with_another):
    category, person = course_day(), make_user()
    order(category, Named(user=person))
    settle()
    occurrence, first = category.occurrence, category.occurrence.course
    course = plain_course() if with_another else None
    change_details(occurrence=occurrence, details=Details(course=course), by=None, at=AT)

    assert (settle(), settle()) == (1, 0)

    found = dict(Enrolment.objects.filter(learner=person).values_list("course", "state"))
    another = {course.pk: EnrolmentState.ACTIVE} if course else {}
    assert found == {first.pk: EnrolmentState.WITHDRAWN, **another}


def test_course_without_a_release_enrols_when_it_has_one():
    category = course_day()
    course = category.occurrence.course
    release = course.current_release
    Course.objects.filter(pk=course.pk).update(current_release=None)
    order(category, Named(user=make_user()))

    assert settle() == 0
    Course.objects.filter(pk=course.pk).update(current_release=release)
    assert settle() == 1


def test_completed_course_stays_completed():
    category, person = course_day(), make_user()
    booking = order(category, Named(user=person))
    settle()
    Enrolment.objects.update(state=EnrolmentState.COMPLETED, ended_at=AT)
    cancel_booking(booking=booking, by=None, at=AT)
    settle_enrolments(places=[booking.places.get().pk], at=AT)

    assert states_of(person) == [EnrolmentState.COMPLETED]
